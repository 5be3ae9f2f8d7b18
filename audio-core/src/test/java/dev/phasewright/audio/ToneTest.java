package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToneTest {
    @Test
    void tonesAreSinesFromTheirPhaseOnAndAddUp() {
        List<Tone> tones =
                List.of(new Tone(440, 0.5, 0), new Tone(62.5, 0.25, 2), new Tone(3000, 0.1, -7), new Tone(1, 1, 1e-6));

        Audio sum = Tone.mix(tones, 20_000, 16_000);

        for (int i = 0; i < 20_000; i++) {
            double expected = 0;
            for (Tone tone : tones) {
                expected += tone.amplitude() * Math.sin(2 * Math.PI * tone.hertz() * i / 16_000 + tone.phase());
            }
            assertEquals(expected, sum.sample(0, i), 2e-6);
        }
    }

    @Test
    void whatWouldSoundAsAnotherToneIsRefused() {
        List<Tone> tone = List.of(new Tone(4000, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> Tone.mix(tone, 10, 8000));
        assertThrows(IllegalArgumentException.class, () -> new Tone(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Tone(10, Double.NaN, 0));
    }

    @Test
    void aMeterKnowsTheLevelOfWhatWasReadOfEachChannel() throws IOException {
        Audio loud = Tone.mix(List.of(new Tone(1000, 1, 0)), 16_000, 16_000);
        Audio both = Audio.of(new float[][] {loud.channel(0), loud.scaled(0.1).channel(0)}, 16_000);
        try (LevelMeter meter = new LevelMeter(both.source())) {
            assertEquals(Double.NEGATIVE_INFINITY, meter.level().rmsDb());
            meter.readAll();
            assertEquals(16_000, meter.position());
            assertEquals(-3.0103, meter.level(0, 1).rmsDb(), 1e-3);
            assertEquals(-20, meter.level(1, 2).peakDb(), 1e-3);
            assertEquals(Level.of(both).rmsDb(), meter.level().rmsDb(), 1e-9);
            assertEquals(Level.of(both).peakDb(), meter.level().peakDb(), 1e-9);
        }
        assertEquals(both, Audio.readAll(both.source()));
        Audio rest = both.slice(0, 0);
        assertEquals(rest, Audio.readAll(rest.source()));
    }
}
