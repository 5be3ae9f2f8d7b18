package dev.phasewright.cli.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.Phasewright;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import dev.phasewright.vocoder.phase.PhaseMethods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --pitch}, wherever a model of single notes can be asked for one. */
class PitchesTest {
    @TempDir
    private Path folder;

    private static Ran generate(Object... words) throws IOException {
        List<Object> all = new ArrayList<>(List.of("generate", "--model", Tiny.noteModel(), "--steps", 2));
        all.addAll(List.of(words));
        return Ran.phasewright(all.toArray());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void rangesAndListsGiveAClipEachNamedByItsNote() throws IOException {
        Ran ran = generate("flute", "--pitch", "A4,60-61", "--seed", 1, "-o", folder);

        assertEquals(0, ran.status(), ran.err());
        assertEquals(List.of("flute-A4.wav", "flute-C#4.wav", "flute-C4.wav"), files());
        assertTrue(ran.err().contains("flute-C#4.wav: seed 3"), ran.err());
    }

    @Test
    void severalClassesPlayEveryNoteAsOftenAsAsked() throws IOException {
        Ran ran = generate("flute", "reed-organ", "--pitch", "B4", "--count", 2, "-o", folder);

        assertEquals(0, ran.status(), ran.err());
        assertEquals(
                List.of("flute-B4-1.wav", "flute-B4-2.wav", "reed-organ-B4-1.wav", "reed-organ-B4-2.wav"), files());
    }

    @Test
    void theNoteAskedForMattersAndIsTheLibrarys() throws IOException {
        assertEquals(
                0,
                generate("flute", "--seed", 4, "-o", folder.resolve("any.wav")).status());
        Ran ran = Ran.phasewright(
                "generate",
                "--model",
                Tiny.noteModel(),
                "flute",
                "--pitch",
                "Bb4",
                "--seed",
                4,
                "--vocoder",
                "pghi",
                "-o",
                folder.resolve("b.wav"));
        assertEquals(0, ran.status(), ran.err());
        assertEquals(
                0,
                generate("flute", "--pitch", "C4", "--seed", 4, "-o", folder.resolve("c.wav"))
                        .status());
        assertEquals(
                0,
                generate("flute", "--pitch", "D4", "--seed", 4, "-o", folder.resolve("d.wav"))
                        .status());

        byte[] any = Files.readAllBytes(folder.resolve("any.wav"));
        byte[] low = Files.readAllBytes(folder.resolve("c.wav"));
        assertFalse(Arrays.equals(any, low));
        assertFalse(Arrays.equals(low, Files.readAllBytes(folder.resolve("d.wav"))));
        try (Phasewright notes = Phasewright.load(Tiny.noteModel().toString(), PhaseMethods.named("pghi"))) {
            assertTrue(notes.pitches().contains(70) && !notes.pitches().contains(72));
            Audio sound = notes.generate("flute", 70, 4);
            SoundFile.write(sound, folder.resolve("library.wav"), SampleFormat.PCM_16);
        }
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("b.wav")), Files.readAllBytes(folder.resolve("library.wav")));
    }

    @Test
    void aNoteOutOfRangeIsRefusedWithTheRange() throws IOException {
        Ran ran = generate("flute", "--pitch", "C5", "-o", folder.resolve("a.wav"));

        assertEquals(1, ran.status(), ran.err());
        assertEquals(
                "phasewright: the model plays no C5 (72); it plays C4 to B4 (60–71)",
                ran.err().strip());
        assertEquals(List.of(), files());
    }

    @Test
    void aModelWithoutPitchesSaysSo() throws IOException {
        Ran ran = Ran.phasewright("generate", "--model", Tiny.model(), "high", "--pitch", "A4", "-o", folder);

        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains("cannot be asked for a pitch"), ran.err());
    }

    @Test
    void aPartOfANameIsAnsweredWithTheNamesItMayMean() throws IOException {
        Ran ran = generate("organ", "-o", folder);

        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("does not know \"organ\"; did you mean church-organ or reed-organ?"), ran.err());
    }

    @ParameterizedTest
    @CsvSource({"H4, no note", "B4-C4, do not rise", "A4-, no note", "'', no note", "200, no note"})
    void whatIsNoNoteIsAUsageError(String pitch, String told) throws IOException {
        Ran ran = generate("flute", "--pitch", pitch, "-o", folder);

        assertEquals(2, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(told), ran.err());
    }

    @Test
    void aMorphGoesFromNoteToNote() throws IOException {
        Object[] words = {"morph", "--model", Tiny.noteModel(), "flute", "reed-organ", "--steps", 2, "--seed", 1};
        Ran ran = Ran.phasewright(with(words, "--pitch", "C4,B4", "-o", folder.resolve("way.wav")));
        assertEquals(0, ran.status(), ran.err());
        assertEquals(
                0,
                Ran.phasewright(with(words, "--pitch", "C4", "-o", folder.resolve("level.wav")))
                        .status());

        assertFalse(Arrays.equals(
                Files.readAllBytes(folder.resolve("way.wav")), Files.readAllBytes(folder.resolve("level.wav"))));
        assertEquals(2, Ran.phasewright(with(words, "--pitch", "C4,D4,E4")).status());
        assertEquals(1, Ran.phasewright(with(words, "--pitch", "C7")).status());
    }

    @Test
    void anEditTakesAPitchToo() throws IOException {
        Path sound = Tiny.sound(folder.resolve("in.wav"), 300);
        Object[] words = {"vary", sound, "--model", Tiny.noteModel(), "--steps", 2, "--seed", 1, "--class", "flute"};
        assertEquals(
                0,
                Ran.phasewright(with(words, "--pitch", "C4", "-o", folder.resolve("c.wav")))
                        .status());
        assertEquals(
                0,
                Ran.phasewright(with(words, "--pitch", "B4", "-o", folder.resolve("b.wav")))
                        .status());

        assertFalse(Arrays.equals(
                Files.readAllBytes(folder.resolve("c.wav")), Files.readAllBytes(folder.resolve("b.wav"))));
        assertEquals(1, Ran.phasewright(with(words, "--pitch", "C7")).status());
    }

    private static Object[] with(Object[] words, Object... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
    }
}
