package dev.phasewright.vocoder.mel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.phase.SyllableGlide;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

class MelInversionTest {
    private static final StftSpec STFT = MelSpec.STANDARD.stft();

    static List<MelSpec> specs() {
        return List.of(
                MelSpec.STANDARD,
                new MelSpec(STFT, 80, MelScale.SLANEY, true, 0, 8_000, 1e-4),
                new MelSpec(STFT, 40, MelScale.HTK, false, 100, 7_600, 0.01),
                new MelSpec(new StftSpec(16_000, 512, 160, Window.HANN), 64, MelScale.HTK, false, 0, 8_000, 0.005));
    }

    private static Magnitudes glide(MelSpec spec) {
        return Stft.of(spec.stft())
                .forward(SyllableGlide.samples(16_000, 16_000))
                .magnitudes();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatComesBackHasTheMelBandsThatWentIn(MelSpec spec) {
        MelFilterBank filters = MelFilterBank.of(spec);
        LogMel mel = filters.apply(glide(spec));

        LogMel again = filters.apply(MelInversion.of(spec).apply(mel));

        double error = 0;
        double total = 0;
        for (int f = 0; f < mel.frames(); f++) {
            for (int b = 0; b < mel.bands(); b++) {
                double y = Math.exp(mel.at(f, b));
                double d = y - Math.exp(again.at(f, b));
                error += d * d;
                total += y * y;
            }
        }
        assertTrue(10 * Math.log10(error / total) < -45, 10 * Math.log10(error / total) + " dB");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "pseudoinverse_numpy.csv", numLinesToSkip = 1)
    void isNearerToTheTruthThanAClippedPseudoInverse(double convergence, double distance) {
        Magnitudes truth = glide(MelSpec.STANDARD);

        Magnitudes found = MelInversion.of(MelSpec.STANDARD)
                .apply(MelFilterBank.of(MelSpec.STANDARD).apply(truth));

        double foundConvergence = SpectralConvergence.between(truth, found);
        double foundDistance = LogSpectralDistance.between(truth, found);
        assertTrue(foundConvergence < convergence - 1, foundConvergence + " dB, pseudo-inverse " + convergence);
        assertTrue(foundDistance < distance - 0.5, foundDistance + " dB, pseudo-inverse " + distance);
    }

    @Test
    void aFlatSpectrumComesBackFlat() {
        float[] flat = new float[5 * STFT.bins()];
        Arrays.fill(flat, 3);
        LogMel mel = MelFilterBank.of(MelSpec.STANDARD).apply(new Magnitudes(STFT, 4 * STFT.hop(), flat));

        float[] found = MelInversion.of(MelSpec.STANDARD).apply(mel).toArray();

        assertArrayEquals(flat, found, 0.01f);
    }

    @Test
    void silenceComesBackAsExactZeros() {
        Magnitudes silence = new Magnitudes(STFT, 1280, new float[11 * STFT.bins()]);

        Magnitudes found = MelInversion.of(MelSpec.STANDARD)
                .apply(MelFilterBank.of(MelSpec.STANDARD).apply(silence));

        assertArrayEquals(silence.toArray(), found.toArray(), 0);
    }

    @Test
    void oneLoudBandAmongSilentOnesStaysFiniteAndInPlace() {
        float[] values = new float[100];
        Arrays.fill(values, -50);
        values[40] = 2;

        Magnitudes found = MelInversion.of(MelSpec.STANDARD).apply(new LogMel(MelSpec.STANDARD, values));

        assertEquals(1, found.frames());
        assertEquals(0, found.samples());
        LogMel again = MelFilterBank.of(MelSpec.STANDARD).apply(found);
        assertEquals(2, again.at(0, 40), 0.2);
        assertEquals(Math.log(0.01), again.at(0, 30), 1e-5);
    }

    @Test
    void absurdValuesStayFinite() {
        float[] values = new float[200];
        Arrays.fill(values, 0, 100, Float.MAX_VALUE);
        Arrays.fill(values, 100, 200, -Float.MAX_VALUE);

        // Magnitudes refuse what is not finite, so arriving is the proof.
        Magnitudes found = MelInversion.of(MelSpec.STANDARD).apply(new LogMel(MelSpec.STANDARD, values));

        assertTrue(found.at(0, 100) > 1e6);
        assertEquals(0, found.at(1, 100));
    }

    @Test
    void binsOutsideTheBandsAreSilent() {
        MelSpec narrow = new MelSpec(STFT, 40, MelScale.HTK, false, 300, 3_400, 0.01);
        float[] values = new float[40];
        Arrays.fill(values, 1);

        Magnitudes found = MelInversion.of(narrow).apply(new LogMel(narrow, values));

        assertEquals(0, found.at(0, 300 * 1024 / 16_000 - 1));
        assertTrue(found.at(0, 64) > 0);
        assertEquals(0, found.at(0, 3_400 * 1024 / 16_000 + 1));
    }

    @Test
    void otherFeaturesAreRefusedWithBothNamed() {
        MelSpec other = specs().get(1);
        var refusal = assertThrows(IllegalArgumentException.class, () -> MelInversion.of(MelSpec.STANDARD)
                .apply(new LogMel(other, new float[80])));
        assertTrue(refusal.getMessage().contains("HTK") && refusal.getMessage().contains("SLANEY"));
    }
}
