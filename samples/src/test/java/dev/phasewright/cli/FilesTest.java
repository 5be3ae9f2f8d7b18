package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code info} and {@code spectrogram}, and what both owe to bad files. */
class FilesTest {
    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    private Path tone;
    private Path picture;

    @BeforeEach
    void writeTone() throws IOException {
        float[] samples = new float[RATE / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1000 * i / RATE));
        }
        tone = folder.resolve("tone.wav");
        picture = folder.resolve("tone.png");
        SoundFile.write(Audio.of(new float[][] {samples, samples}, RATE), tone, SampleFormat.PCM_16);
    }

    @Test
    void infoTellsFormatRateChannelsAndLength() {
        Ran ran = Ran.phasewright("info", tone);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("WAV"), ran.out());
        assertTrue(ran.out().contains("16000 Hz"), ran.out());
        assertTrue(ran.out().contains("channels  2"), ran.out());
        assertTrue(ran.out().contains("0.500 s (8000 samples)"), ran.out());
    }

    @Test
    void infoTellsTheGoodFilesAmongBadOnesAndFails() throws IOException {
        Path text = Files.writeString(folder.resolve("letter.wav"), "Dear Sir, this is no sound. ".repeat(20));
        Path empty = Files.createFile(folder.resolve("empty.wav"));
        Path missing = folder.resolve("missing.wav");

        Ran ran = Ran.phasewright("info", text, missing, tone, empty, folder);

        assertEquals(1, ran.status());
        assertTrue(ran.out().contains("tone.wav"), ran.out());
        assertEquals(4, ran.err().lines().count(), ran.err());
        for (Path bad : new Path[] {text, empty, missing, folder}) {
            assertTrue(ran.err().lines().anyMatch(l -> l.contains(bad.toString())), ran.err());
        }
    }

    @Test
    void spectrogramDrawsAPng() throws IOException {
        Ran linear = Ran.phasewright("spectrogram", tone, "-o", picture);
        Ran mel = Ran.phasewright("spectrogram", tone, "--mel", "--hop", 64, "-o", folder.resolve("mel.png"));

        assertEquals(0, linear.status(), linear.err());
        assertEquals(0, mel.status(), mel.err());
        BufferedImage image = ImageIO.read(picture.toFile());
        assertTrue(image.getWidth() > 100 && image.getHeight() > 100);
        assertFalse(
                java.util.Arrays.equals(Files.readAllBytes(picture), Files.readAllBytes(folder.resolve("mel.png"))));
    }

    @Test
    void existingOutputIsRefusedWithoutForceAndReplacedWithIt() throws IOException {
        Files.writeString(picture, "precious");

        Ran refused = Ran.phasewright("spectrogram", tone, "-o", picture);
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains(picture.toString()) && refused.err().contains("--force"), refused.err());
        assertEquals("precious", Files.readString(picture));

        assertEquals(
                0,
                Ran.phasewright("spectrogram", tone, "-o", picture, "--force").status());
        assertTrue(ImageIO.read(picture.toFile()) != null);
    }

    @Test
    void outputInAMissingFolderIsRefused() {
        Ran ran = Ran.phasewright("spectrogram", tone, "-o", folder.resolve("no/where.png"));

        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("no folder"), ran.err());
    }

    @Test
    void outputThatIsAFolderIsRefused() {
        Ran ran = Ran.phasewright("spectrogram", tone, "--force", "-o", folder);

        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("is a folder"), ran.err());
    }

    @Test
    void badInputLeavesNoOutput() throws IOException {
        Path bad = Files.write(folder.resolve("bad.wav"), new byte[] {'R', 'I', 'F', 'F'});

        Ran ran = Ran.phasewright("spectrogram", bad, "-o", picture);

        assertEquals(1, ran.status());
        assertEquals(1, ran.err().lines().count(), ran.err());
        try (var left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void transformsThatCannotBeAreUsageErrors() {
        assertEquals(
                2,
                Ran.phasewright("spectrogram", tone, "--fft", 7, "-o", picture).status());
        assertEquals(
                2,
                Ran.phasewright("spectrogram", tone, "--hop", 0, "-o", picture).status());
        assertEquals(
                2,
                Ran.phasewright("spectrogram", tone, "--fft", "many", "-o", picture)
                        .status());
        assertEquals(
                2,
                Ran.phasewright("spectrogram", tone, "--mel", "--linear", "-o", picture)
                        .status());
    }

    @Test
    void dashIsStdoutAndHoldsNothingButThePicture() throws IOException {
        byte[] data = Ran.phasewright("spectrogram", tone, "-o", "-").data();
        assertEquals(0, Ran.phasewright("spectrogram", tone, "-o", picture).status());

        assertTrue(ImageIO.read(new ByteArrayInputStream(data)) != null);
        assertArrayEquals(Files.readAllBytes(picture), data);
    }

    /** Standard output, a device, and a home that is missing: each takes temporary files in its own way. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/null", "home"})
    void whereNoTemporaryFilesCanBeMadeIsNamedWithTheRemedy(String output) throws Exception {
        Path missing = folder.resolve("missing");
        boolean homeless = output.equals("home");
        Path sound = Tiny.sound(folder.resolve("a.wav"), 440);
        ProcessBuilder program = homeless
                ? Ran.builder(folder.resolve("err.txt"), "generate", "seven", "-o", folder.resolve("o.wav"))
                : Ran.builder(folder.resolve("err.txt"), "phase", "randomize", sound, "-o", output);
        program.command().add(1, "-Djava.io.tmpdir=" + missing);
        if (homeless) {
            program.command().add(1, "-Duser.home=?");
            program.environment().keySet().removeAll(List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "XDG_CACHE_HOME"));
        }
        Ran ran = Ran.started(program);
        assertEquals(1, ran.status(), ran.err());
        assertEquals(
                "phasewright: " + missing + ": temporary files cannot be written there (no such folder); make it a"
                        + " writable folder with room, or name another by JAVA_OPTS=-Djava.io.tmpdir=FOLDER\n",
                ran.err());
    }
}
