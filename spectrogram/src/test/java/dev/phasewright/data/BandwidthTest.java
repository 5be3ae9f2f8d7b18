package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BandwidthTest {
    @TempDir
    Path folder;

    private static Audio tone(double hertz, int rate) {
        return SoundFolder.tone(hertz, 0.5, rate / 4, rate);
    }

    @Test
    void whatReachesHighIsHeardAboveEightKilohertz() {
        assertTrue(Bandwidth.reachesHigh(tone(12_000, 44_100)));
        assertFalse(Bandwidth.reachesHigh(tone(5_000, 44_100)));
        assertFalse(Bandwidth.reachesHigh(tone(12_000, 24_000)), "there is nothing above it to be had");
        assertFalse(Bandwidth.reachesHigh(Audio.mono(new float[100], 44_100)));
        assertFalse(Bandwidth.reachesHigh(Audio.mono(new float[0], 44_100)));
    }

    @Test
    void halfOfTheRecordingsDecideTheFeatures() throws IOException {
        for (int i = 0; i < 4; i++) {
            SoundFolder.write(folder.resolve(i + ".wav"), tone(i < 2 ? 12_000 : 1_000, 44_100));
        }
        Files.writeString(folder.resolve("no.wav"), "no sound");
        Bandwidth half = Bandwidth.of(Recordings.in(folder));
        assertEquals(new Bandwidth(4, 2), half);
        assertEquals(MelSpec.WIDE, half.features());
        assertEquals(MelSpec.STANDARD, new Bandwidth(5, 2).features());
        assertEquals(MelSpec.STANDARD, new Bandwidth(0, 0).features());
    }
}
