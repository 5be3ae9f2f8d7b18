package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kit}: pads, layers and takes that are related and never the same. */
class KitTest {
    @TempDir
    private Path folder;

    private static Ran kit(Path out, Object... more) throws IOException {
        return kit(Tiny.drumModel(), out, more);
    }

    private static Ran kit(Path model, Path out, Object... more) {
        Object[] always = {"kit", "-o", out, "--model", model, "--steps", 4, "--seed", 7};
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    private static List<String> files(Path kit) throws IOException {
        try (Stream<Path> all = Files.list(kit)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void padsHaveLayersOfTakesThatAllDifferAndFollowFromTheSeed() throws IOException {
        Path out = folder.resolve("my-kit");
        Object[] words = {"--pads", "snare,closed-hat", "--layers", 2, "--round-robins", 2};
        Ran ran = kit(out, words);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("2 pads, 8 sounds at 44100 Hz, seed 7"), ran.err());
        assertEquals(
                List.of(
                        "README.md",
                        "closed-hat-v1-r1.wav",
                        "closed-hat-v1-r2.wav",
                        "closed-hat-v2-r1.wav",
                        "closed-hat-v2-r2.wav",
                        "drumkit.xml",
                        "my-kit.sfz",
                        "snare-v1-r1.wav",
                        "snare-v1-r2.wav",
                        "snare-v2-r1.wav",
                        "snare-v2-r2.wav"),
                files(out));
        Audio soft = SoundFile.read(out.resolve("snare-v1-r1.wav"));
        Audio loud = SoundFile.read(out.resolve("snare-v2-r1.wav"));
        assertEquals(-4, 20 * Math.log10(soft.peak()), 0.05);
        assertEquals(-1, 20 * Math.log10(loud.peak()), 0.05);
        assertFalse(loud.equals(SoundFile.read(out.resolve("snare-v2-r2.wav"))));

        Path alone = folder.resolve("alone");
        assertEquals(
                0,
                kit(alone, "--pads", "snare", "--layers", 2, "--round-robins", 2, "--format", "wav")
                        .status());
        assertEquals(5, files(alone).size(), "WAV files and the README alone");
        for (String file : files(alone).subList(1, 5)) {
            assertArrayEquals(
                    Files.readAllBytes(out.resolve(file)),
                    Files.readAllBytes(alone.resolve(file)),
                    "a pad is the same whatever others there are");
        }
        Ran beat = Ran.phasewright("beat", "s.h.", "--steps", 4, "--kit", out, "-o", folder.resolve("beat.wav"));
        assertEquals(0, beat.status(), beat.err());
        Ran again = kit(out, words);
        assertEquals(1, again.status());
        assertTrue(again.err().contains("exists already"), again.err());
    }

    @Test
    void aKitMayBeginWithSoundsOfOnesOwn() throws IOException {
        Path own = folder.resolve("snare-mine.wav");
        Files.copy(Tiny.drumCorpus(folder.resolve("data")).resolve("snare/7.wav"), own);
        Path out = folder.resolve("kit");
        Ran ran = kit(out, "--pads", "snare", "--layers", 1, "--round-robins", 2, "--like", own);
        assertEquals(0, ran.status(), ran.err());
        Audio first = SoundFile.read(out.resolve("snare-v1-r1.wav"));
        assertEquals(SoundFile.read(own).length(), first.length(), 500, "it is the first take itself");
        assertFalse(first.equals(SoundFile.read(out.resolve("snare-v1-r2.wav"))));

        Ran none = kit(folder.resolve("none"), "--pads", "closed-hat", "--like", own);
        assertEquals(1, none.status());
        assertTrue(none.err().contains("its name begins with no pad of the kit"), none.err());
    }

    @Test
    void aBeatMayBePlayedOnDrumsThatAreMadeForIt() throws IOException {
        Path wav = folder.resolve("a.wav");
        Path same = folder.resolve("b.wav");
        Path other = folder.resolve("c.wav");
        for (Path file : List.of(wav, same, other)) {
            int seed = file.equals(other) ? 4 : 3;
            Ran ran = Ran.phasewright(
                    "beat", "s.hS", "--steps", 4, "--model", Tiny.drumModel(), "--seed", seed, "-o", file);
            assertEquals(0, ran.status(), ran.err());
        }
        assertEquals(88_200, SoundFile.read(wav).length(), "a bar of four beats at 120 a minute");
        assertArrayEquals(Files.readAllBytes(wav), Files.readAllBytes(same));
        assertFalse(SoundFile.read(wav).equals(SoundFile.read(other)));
        Ran both = Ran.phasewright("beat", "s.", "--model", Tiny.drumModel(), "--kit", folder);
        assertEquals(2, both.status(), "one of the two");
        Ran shipped = Ran.phasewright("beat", "s.", "--seed", 3, "-o", folder.resolve("d.wav"));
        assertEquals(0, shipped.status(), shipped.err());
        assertEquals(44_100, SoundFile.read(folder.resolve("d.wav")).sampleRate());
    }

    @Test
    void theReadmeIsAReceiptOfWhereTheSoundsComeFrom() throws IOException {
        Path out = folder.resolve("kit");
        Ran ran = kit(out, "--pads", "snare", "--layers", 1, "--round-robins", 2);
        assertEquals(0, ran.status(), ran.err());
        String readme = Files.readString(out.resolve("README.md"));
        // The corpus of the tiny model lies beside it.
        assertTrue(readme.contains("the nearest of the 12 recordings"), readme);
        assertTrue(
                readme.matches(
                        "(?s).*\\n\\| snare-v1-r1.wav( \\(copy\\))? \\| \\d\\.\\d{3} \\| snare/\\d+\\.wav \\|.*"),
                readme);
        Path lost = folder.resolve("lost");
        Path model = Files.createDirectories(folder.resolve("model"));
        for (String file : List.of("model.json", "model.safetensors")) {
            Files.copy(Tiny.drumModel().resolve(file), model.resolve(file));
        }
        ran = kit(model, lost, "--pads", "snare", "--layers", 1, "--round-robins", 1);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("no receipt"), ran.err());
        readme = Files.readString(lost.resolve("README.md"));
        assertTrue(readme.contains("phasewright provenance . --model " + model + " --data FOLDER"), readme);
    }

    @Test
    void aModelThatDoesNotKnowAPadIsRefusedBeforeAnythingIsMade() throws IOException {
        Path out = folder.resolve("kit");
        Ran ran = kit(out, "--pads", "kick");
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("does not know \"kick\""), ran.err());
        assertFalse(Files.exists(out));
    }

    @ParameterizedTest
    @CsvSource({
        "--pads,gong,no pad is called \"gong\"",
        "--layers,0,a kit has 1 to 16 layers",
        "--round-robins,17,a kit has 1 to 16 layers",
        "--bright,200,--bright must be from 0 to 100",
        "--format,mp3,--format"
    })
    void whatCannotBeAKitIsUsedWrongly(String option, String value, String message) throws IOException {
        Ran ran = kit(folder.resolve("kit"), option, value);
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains(message), ran.err());
    }
}
