package dev.phasewright.judge.texture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KnobTest {
    private static final int RATE = 44_100;

    /** A decaying tone with some decaying noise, after 10 ms of silence and a linear attack. */
    private static Audio stroke(double hertz, double attackSeconds, double decaySeconds, double noise) {
        RandomGenerator random = Seeds.stream(1, "stroke", 0);
        float[] samples = new float[RATE];
        for (int i = 441; i < samples.length; i++) {
            double t = (double) (i - 441) / RATE;
            double envelope = Math.min(1, t / attackSeconds) * Math.exp(-Math.max(0, t - attackSeconds) / decaySeconds);
            double tone = Math.cos(2 * Math.PI * hertz * t);
            samples[i] = (float) (0.2 * envelope * (tone + noise * NormalDeviates.draw(random)));
        }
        return Audio.mono(samples, RATE);
    }

    private static void assertRises(Knob knob, Audio less, Audio more) {
        assertTrue(knob.measure(less) < knob.measure(more), knob + " " + knob.measure(less) + " " + knob.measure(more));
        assertEquals(knob.measure(more), knob.measure(more.scaled(0.1)), 0.02 * Math.abs(knob.measure(more)) + 1e-9);
    }

    @Test
    void eachTellsItsOwnAndNotTheLevel() {
        assertRises(Knob.BRIGHTNESS, stroke(200, 0.001, 0.1, 0.01), stroke(2000, 0.001, 0.1, 0.01));
        assertRises(Knob.BOOM, stroke(400, 0.001, 0.1, 0), stroke(60, 0.001, 0.1, 0));
        assertRises(Knob.ATTACK, stroke(3000, 0.001, 0.1, 0), stroke(3000, 0.02, 0.1, 0));
        assertRises(Knob.DECAY, stroke(300, 0.001, 0.03, 0), stroke(300, 0.001, 0.1, 0));
        assertRises(Knob.NOISINESS, stroke(300, 0.001, 0.1, 0.01), stroke(300, 0.001, 0.1, 1));
    }

    @Test
    void figuresAreInTheirUnits() {
        // A linear attack of 20 ms takes 16 ms from a tenth to nine tenths.
        assertEquals(16, Knob.ATTACK.measure(stroke(3000, 0.02, 0.1, 0)), 0.5);
        // Of an exponential of the energy, 99.9 % are over after ln(1000)/2 time constants.
        assertEquals(0.1 * Math.log(1000) / 2, Knob.DECAY.measure(stroke(300, 0.0001, 0.1, 0)), 0.01);
        assertEquals(0, Knob.BOOM.measure(stroke(50, 0.001, 0.1, 0)), 0.3);
        assertTrue(Knob.BOOM.measure(stroke(5000, 0.005, 0.1, 0)) < -30);
    }

    @Test
    void silenceHasNone() {
        for (Knob knob : Knob.values()) {
            assertTrue(Double.isNaN(knob.measure(Audio.mono(new float[1000], RATE))), knob.label());
            assertTrue(Double.isNaN(knob.measure(Audio.mono(new float[0], RATE))), knob.label());
            assertTrue(Double.isFinite(knob.measure(Audio.mono(new float[] {0.5f}, RATE))) || knob != Knob.DECAY);
            assertEquals(Optional.of(knob), Knob.of(knob.label()));
        }
    }
}
