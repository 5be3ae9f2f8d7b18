package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code separate} and {@code study machines}, of a model that has hardly learned. */
class SeparateTest {
    @TempDir
    private Path folder;

    private Ran separate(Path file, Object... more) throws IOException {
        Object[] always = {
            "separate",
            file,
            "--model",
            Tiny.model(),
            "--steps",
            3,
            "--samples",
            2,
            "--seed",
            1,
            "-o",
            folder.resolve("apart"),
            "--force"
        };
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    @Test
    void stemsAddUpToTheMixtureAndHangOnTheSeedAlone() throws IOException {
        Path in = Tiny.sound(folder.resolve("in.wav"), 400);
        Ran ran = separate(in, "--classes", "high,low");
        assertEquals(0, ran.status(), ran.err());
        Audio high = SoundFile.read(folder.resolve("apart/high.wav"));
        Audio low = SoundFile.read(folder.resolve("apart/low.wav"));
        Audio mixture = SoundFile.read(in);
        for (int i = 0; i < mixture.length(); i++) {
            assertEquals(mixture.sample(0, i), high.sample(0, i) + low.sample(0, i), 1e-5);
        }
        assertEquals(0, separate(in, "--classes", "high,low").status());
        assertEquals(high, SoundFile.read(folder.resolve("apart/high.wav")));
        Ran any = separate(in, "--any");
        assertEquals(0, any.status(), any.err());
        assertEquals(high, SoundFile.read(folder.resolve("apart/high.wav")));
    }

    /** Each sound by a model of its own, which is asked for its own pitch. */
    @Test
    void wordsAndNotesComeApart() throws IOException {
        Path in = Tiny.sound(folder.resolve("in.wav"), 400);
        String models = Tiny.model() + "," + Tiny.noteModel();
        String instrument = Tiny.INSTRUMENTS.get(0);
        Object[] asked = {"--classes", "high," + instrument, "--pitches", "any,E4"};
        Ran ran = Ran.phasewright(Stream.concat(
                        Stream.of(
                                "separate",
                                in,
                                "--model",
                                models,
                                "--steps",
                                3,
                                "--samples",
                                2,
                                "--seed",
                                1,
                                "-o",
                                folder.resolve("apart")),
                        Stream.of(asked))
                .toArray());
        assertEquals(0, ran.status(), ran.err());
        Audio high = SoundFile.read(folder.resolve("apart/high.wav"));
        Audio note = SoundFile.read(folder.resolve("apart/" + instrument + ".wav"));
        Audio mixture = SoundFile.read(in);
        for (int i = 0; i < mixture.length(); i++) {
            assertEquals(mixture.sample(0, i), high.sample(0, i) + note.sample(0, i), 1e-5);
        }
        Object[] always = {"separate", in, "--classes", "high," + instrument, "-o", folder.resolve("other")};
        refused(2, "--model wants one for all", separateBy(models + "," + models, always));
        refused(2, "--model wants one for all", separateBy(models, "separate", in, "--any"));
        refused(
                1,
                "different features",
                separateBy(Tiny.model() + "," + Tiny.drumModel(), "separate", in, "--classes", "high,snare"));
    }

    private static Ran separateBy(String models, Object... more) {
        return Ran.phasewright(
                Stream.concat(Stream.of(more), Stream.of("--model", models)).toArray());
    }

    private static void refused(int status, String word, Ran ran) {
        assertEquals(status, ran.status(), ran.err());
        assertEquals(
                1, ran.err().lines().filter(l -> l.startsWith("phasewright:")).count(), ran.err());
        assertTrue(ran.err().contains(word), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void whatCannotBeDoneIsRefusedInALine() throws IOException {
        Path in = Tiny.sound(folder.resolve("in.wav"), 400);
        refused(2, "separate into what?", separate(in));
        refused(2, "separate into what?", separate(in, "--any", "--classes", "high,low"));
        refused(2, "two at least", separate(in, "--classes", "high"));
        refused(2, "twice", separate(in, "--classes", "high,high"));
        refused(2, "--samples must be", Ran.phasewright("separate", in, "--classes", "high,low", "--samples", 0));
        refused(2, "--pitches wants", separate(in, "--classes", "high,low", "--pitches", "A4"));
        refused(1, "high, low", separate(in, "--classes", "high,nine"));
        refused(1, "cannot be asked for a pitch", separate(in, "--classes", "high,low", "--pitches", "A4,C5"));
        Path silent = folder.resolve("silent.wav");
        SoundFile.write(Audio.mono(new float[3200], 16_000), silent, SampleFormat.PCM_16);
        refused(1, "is silent", separate(silent, "--classes", "high,low"));
        Path empty = folder.resolve("empty.wav");
        SoundFile.write(Audio.mono(new float[0], 16_000), empty, SampleFormat.PCM_16);
        refused(1, "holds no sound", separate(empty, "--classes", "high,low"));
        Path longer = folder.resolve("long.wav");
        SoundFile.write(Audio.mono(new float[61 * 16_000], 16_000), longer, SampleFormat.PCM_16);
        refused(1, "longer than 60 s", separate(longer, "--classes", "high,low"));
        Path text = Files.writeString(folder.resolve("text.wav"), "no sound");
        refused(1, "text.wav", separate(text, "--classes", "high,low"));
        assertFalse(Files.exists(folder.resolve("apart")));
    }

    @Test
    void machinesAreHeldAgainstTheModel() throws IOException {
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran ran = Ran.phasewright(
                "study",
                "machines",
                Tiny.model(),
                "--data",
                Tiny.corpus(folder.resolve("c")),
                "--seeds",
                2,
                "--windows",
                8,
                "--csv",
                csv,
                "--plot",
                png);
        assertEquals(0, ran.status(), ran.err());
        String[] machines = {"Wiener", "ideal", "local", "\"local, any time\"", "\"local, anywhere\""};
        for (String machine : machines) {
            assertEquals(
                    7,
                    Files.readAllLines(csv).stream()
                            .filter(line -> line.startsWith(machine + ","))
                            .count());
        }
        assertTrue(Files.size(png) > 1000);
        refused(2, "--seeds must be", Ran.phasewright("study", "machines", Tiny.model(), "--seeds", 0));
    }
}
