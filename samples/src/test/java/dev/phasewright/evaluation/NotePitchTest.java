package dev.phasewright.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.NoteName;
import dev.phasewright.data.Recordings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether notes are in tune, of tones by a formula. */
class NotePitchTest {
    private static final int RATE = 16_000;

    /** Half a second of four harmonics, dying away. */
    private static Audio tone(double hertz) {
        float[] samples = new float[RATE / 2];
        for (int i = 0; i < samples.length; i++) {
            double time = (double) i / RATE;
            for (int h = 1; h <= 4; h++) {
                samples[i] += (float) (0.4 / h * Math.exp(-4 * time) * Math.sin(2 * Math.PI * h * hertz * time));
            }
        }
        return Audio.mono(samples, RATE);
    }

    private static Recordings.Item note(int midi) {
        return new Recordings.Item(Path.of("a.wav"), 0, "a.wav", midi);
    }

    @ParameterizedTest
    @ValueSource(ints = {36, 48, 60, 72, 84})
    void aToneIsHeardAtItsPitchOverTheWholeRange(int midi) {
        double cents = NoteName.cents(NotePitch.of(tone(NoteName.hertz(midi))).orElseThrow(), midi);

        assertEquals(0, cents, 10);
    }

    @Test
    void silenceHasNone() {
        assertTrue(NotePitch.of(Audio.mono(new float[RATE], RATE)).isEmpty());
    }

    @Test
    void theShareIsOfWhatIsWithinHalfASemitone() {
        List<OptionalDouble> heard = List.of(
                OptionalDouble.of(440),
                OptionalDouble.of(440 * Math.pow(2, 49 / 1200.0)),
                OptionalDouble.of(440 * Math.pow(2, -51 / 1200.0)),
                OptionalDouble.of(880),
                OptionalDouble.empty());

        assertEquals(2 / 5.0, NotePitch.share(heard, List.of(note(69), note(69), note(69), note(69), note(69))), 1e-12);
    }
}
