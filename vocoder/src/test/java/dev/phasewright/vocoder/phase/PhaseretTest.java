package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Against the library of PGHI's authors; {@code phaseret.py} made the numbers. */
class PhaseretTest {
    @ParameterizedTest
    @CsvFileSource(resources = "phaseret.csv", numLinesToSkip = 1)
    void reachesWhatPhaseretReaches(
            String sound,
            Window window,
            int fft,
            int hop,
            String method,
            int lookAhead,
            int iterations,
            double expected) {
        StftSpec spec = new StftSpec(16_000, fft, hop, window);
        Magnitudes wanted = sound.equals("glide") ? Resynthesis.glide(spec) : Resynthesis.speech(spec);
        PhaseReconstructor phase =
                method.equals("rtisi") ? new Rtisi(lookAhead, iterations) : PhaseMethods.named(method);

        double found = Resynthesis.convergence(wanted, phase, 1);

        // PGHI goes another way where magnitudes are equal to a tenth of a decibel, and is random in the quietest bins.
        // The glide fades in from nothing, and what RTISI makes of nothing hangs on the last digit.
        double tolerance =
                switch (method) {
                    case "pghi" -> 0.5;
                    case "rtisi" -> sound.equals("glide") ? 2 : 0.1;
                    default -> 0.1;
                };
        assertEquals(expected, found, tolerance);
    }
}
