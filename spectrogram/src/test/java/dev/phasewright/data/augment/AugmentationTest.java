package dev.phasewright.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Onset;
import dev.phasewright.audio.PitchTrack;
import dev.phasewright.random.Seeds;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final int RATE = 44_100;

    private static Audio stroke(double hertz, double decaySeconds) {
        float[] samples = new float[RATE / 2];
        for (int i = 441; i < samples.length; i++) {
            double t = (double) (i - 441) / RATE;
            samples[i] = (float) (0.5 * Math.exp(-t / decaySeconds) * Math.cos(2 * Math.PI * hertz * t));
        }
        return Audio.mono(samples, RATE);
    }

    /** Seconds from the onset until it is 40 dB down for good. */
    private static double ringing(Audio sound) {
        return sound.slice(Onset.of(sound, 30), sound.length()).trimSilence(40).seconds();
    }

    private static double at(Audio sound, double hertz) {
        double cos = 0;
        double sin = 0;
        for (int i = 0; i < sound.length(); i++) {
            cos += sound.sample(0, i) * Math.cos(2 * Math.PI * hertz * i / RATE);
            sin += sound.sample(0, i) * Math.sin(2 * Math.PI * hertz * i / RATE);
        }
        return Math.hypot(cos, sin);
    }

    @Test
    void anOctaveUpIsTwiceTheFrequencyAndHalfTheLength() {
        Audio octave = Alterations.pitched(stroke(220, 10), 12);
        assertEquals(RATE / 4, octave.length());
        PitchTrack track = PitchTrack.of(octave.slice(1_000, octave.length()));
        assertEquals(440, track.hertz(track.frames() / 2), 4);
        Audio same = stroke(220, 1);
        assertSame(same, Alterations.pitched(same, 0));
    }

    @Test
    void ringsLongerOrShorter() {
        Audio sound = stroke(800, 0.04);
        assertEquals(1.5 * ringing(sound), ringing(Alterations.ringing(sound, 1.5)), 0.01);
        // Where a tail would have to be raised by more than 20 dB it is not.
        assertEquals(1.5 * ringing(sound), ringing(Alterations.ringing(sound, 2)), 0.01);
        assertEquals(ringing(sound) / 2, ringing(Alterations.ringing(sound, 0.5)), 0.01);
        assertEquals(Onset.of(sound, 30), Onset.of(Alterations.ringing(sound, 2), 30));
        Audio silence = Audio.mono(new float[100], RATE);
        assertSame(silence, Alterations.ringing(silence, 2));
    }

    @Test
    void tiltsHighsAgainstLows() {
        Audio low = stroke(50, 10);
        Audio high = stroke(12_000, 10);
        double difference = 20
                * Math.log10(at(Alterations.tilted(high, 6), 12_000)
                        / at(high, 12_000)
                        / (at(Alterations.tilted(low, 6), 50) / at(low, 50)));
        assertEquals(6, difference, 0.5);
        Audio same = Alterations.tilted(Alterations.tilted(low, 6), 0);
        assertEquals(same, Alterations.tilted(low, 6));
    }

    @Test
    void layersMeetAtTheirStrokes() {
        float[] one = new float[100];
        one[10] = 0.8f;
        float[] other = new float[100];
        other[30] = 0.1f;
        other[35] = 0.05f;
        Audio both = Alterations.layered(Audio.mono(one, RATE), Audio.mono(other, RATE), -6.0206);
        assertEquals(1.2, both.sample(0, 10), 1e-4);
        assertEquals(0.2, both.sample(0, 15), 1e-4);
        assertEquals(0, both.sample(0, 30));
    }

    @Test
    void theSameStreamGivesTheSameSoundAndAnotherAnother() {
        Audio sound = stroke(200, 0.1);
        Augmentation much = new Augmentation(12, 4, 24, 1, 12);
        for (int i = 0; i < 20; i++) {
            Audio first = much.apply(sound, () -> stroke(300, 0.1), Seeds.stream(1, "augmentation", i));
            Audio again = much.apply(sound, () -> stroke(300, 0.1), Seeds.stream(1, "augmentation", i));
            assertEquals(first, again);
            assertNotEquals(first, much.apply(sound, () -> sound, Seeds.stream(2, "augmentation", i)));
            assertTrue(first.peak() > 0 && first.peak() <= 1, "peak " + first.peak());
        }
    }

    @Test
    void noneLeavesASoundAsItIs() {
        Audio sound = stroke(200, 0.1);
        assertEquals(sound, Augmentation.NONE.apply(sound, () -> sound, Seeds.stream(1, "augmentation", 0)));
        assertEquals("as they are", Augmentation.NONE.toString());
        assertTrue(Augmentation.DRUMS.toString().startsWith("pitched by up to ±2.0 semitones"));
        Audio empty = Audio.mono(new float[0], RATE);
        assertEquals(
                0,
                Augmentation.DRUMS
                        .apply(empty, () -> sound, Seeds.stream(1, "augmentation", 0))
                        .length());
    }

    @Test
    void boundsOutOfReasonAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, 1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 0.5, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 1, 0, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new Augmentation(0, 1, Double.NaN, 0, 0));
    }
}
