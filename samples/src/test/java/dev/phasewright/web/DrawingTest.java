package dev.phasewright.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import org.junit.jupiter.api.Test;

/** What pages draw is what sounds are. */
class DrawingTest {
    @Test
    void aWaveformReachesFromItsLowestToItsHighestSample() {
        float[] samples = new float[100];
        samples[10] = 1;
        samples[60] = -0.5f;
        Waveform wave = Waveform.of(Audio.mono(samples, 16_000), samples.length, 10, 1);
        assertEquals(10, wave.columns());
        assertFalse(wave.excerpt());
        assertTrue(Waveform.of(Audio.mono(samples, 16_000), samples.length / 2, 10, 1)
                .excerpt());
        assertTrue(wave.path().contains("L1 0L"), wave.path());
        assertTrue(wave.path().contains("L6 48"), wave.path());
        assertTrue(
                Waveform.of(Audio.mono(samples, 16_000), samples.length, 10, 2)
                        .path()
                        .contains("L1 16L"),
                "half as high where twice as much reaches the edge");
    }

    @Test
    void theAnchorEndsAtThreeAndAHalfKilohertz() {
        assertEquals(0, change(1000), 0.1);
        assertEquals(0, change(3400), 0.1);
        assertTrue(change(4000) < -25, "25 dB at 4 kHz, as ITU-R BS.1534 asks; it is " + change(4000));
        assertTrue(change(4500) < -50, "and 50 dB at 4.5 kHz; it is " + change(4500));
    }

    private static double change(double hertz) {
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 16_000));
        }
        Audio tone = Audio.mono(samples, 16_000);
        Audio anchor = LowPass.anchor(tone);
        assertEquals(tone.length(), anchor.length());
        // Without the ends, where a filter begins and ends.
        return 20
                * Math.log10(anchor.slice(4000, 12_000).rms()
                        / tone.slice(4000, 12_000).rms());
    }
}
