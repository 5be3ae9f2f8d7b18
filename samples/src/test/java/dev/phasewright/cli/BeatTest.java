package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code beat}: from a pattern to a loop. */
class BeatTest {
    @TempDir
    private Path folder;

    private Path kit;
    private Path wav;

    @BeforeEach
    void makeKit() throws IOException {
        kit = Files.createDirectory(folder.resolve("kit"));
        wav = folder.resolve("beat.wav");
        Files.createDirectory(kit.resolve("kick"));
        SoundFile.write(click(44_100), kit.resolve("kick/one.wav"), SampleFormat.PCM_16);
        SoundFile.write(click(22_050), kit.resolve("snare-v1-r1.wav"), SampleFormat.PCM_16);
    }

    private static Audio click(int rate) {
        float[] samples = new float[rate / 100];
        samples[0] = 0.5f;
        return Audio.mono(samples, rate);
    }

    private void assertRefused(int status, String why, Object... words) {
        Ran ran = Ran.phasewright(words);
        assertEquals(status, ran.status(), ran.err());
        assertTrue(ran.err().contains(why), ran.err());
        assertEquals(1, ran.err().lines().count());
        assertFalse(Files.exists(wav));
    }

    @Test
    void patternsBecomeALoopOfWholeBars() throws IOException {
        Ran ran = Ran.phasewright(
                "beat", "k...s...k.k.s...", "s...", "--kit", kit, "--bpm", 96, "--bars", 2, "--swing", 58, "-o", wav);
        assertEquals(0, ran.status(), ran.err());
        Audio beat = SoundFile.read(wav);
        assertEquals(2 * 4 * 60 * 44_100 / 96, beat.length());
        assertEquals(Math.pow(10, -1 / 20.0), beat.peak(), 1e-3);
        Ran again = Ran.phasewright(
                "beat", "k...s...k.k.s...", "s...", "--kit", kit, "--bpm", 96, "--bars", 2, "--swing", 58, "-o", "-");
        assertArrayEquals(Files.readAllBytes(wav), again.data());
    }

    @Test
    void whatMakesNoSenseIsRefusedInALine() throws IOException {
        assertRefused(2, "'z' at place 2", "beat", "kz", "--kit", kit, "-o", wav);
        assertRefused(2, "tempo must be 20 to 400", "beat", "k...", "--bpm", 0, "--kit", kit, "-o", wav);
        assertRefused(2, "1000000 bars last", "beat", "k...", "--bars", 1_000_000, "--kit", kit, "-o", wav);
        assertRefused(2, "evenly", "beat", "k....", "--kit", kit, "-o", wav);
        assertRefused(2, "nothing but rests", "beat", "....", "--kit", kit, "-o", wav);
        assertRefused(1, "has no crash", "beat", "x...", "--kit", kit, "-o", wav);
        assertRefused(1, "no such folder", "beat", "k...", "--kit", folder.resolve("none"), "-o", wav);
        Files.write(kit.resolve("kick/two.wav"), new byte[0]);
        assertRefused(1, "two.wav: is empty", "beat", "k...", "--kit", kit, "-o", wav);
    }
}
