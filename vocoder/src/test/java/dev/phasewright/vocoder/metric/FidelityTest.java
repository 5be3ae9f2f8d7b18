package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class FidelityTest {
    private static final MelSpec SPEC = MelSpec.STANDARD;
    private static final Audio SOUND = Spoiled.ORIGINAL;

    @ParameterizedTest
    @CsvFileSource(resources = "fidelity_numpy.csv", numLinesToSkip = 1)
    void measuresAgreeWithThePapersDefinitionsInNumpy(
            double noise,
            double distortion,
            double groupDelay,
            double frequency,
            double periodicity,
            double f1,
            double cents) {
        Audio spoiled = Spoiled.with(noise);
        Stft stft = Stft.of(SPEC.stft());
        MelFilterBank filters = MelFilterBank.of(SPEC);
        ComplexSpectrogram a = stft.forward(SOUND);
        ComplexSpectrogram b = stft.forward(spoiled);

        assertEquals(
                distortion,
                MelCepstralDistortion.between(filters.apply(a.magnitudes()), filters.apply(b.magnitudes())),
                1e-4);
        PhaseError phase = PhaseError.between(a, b);
        assertEquals(groupDelay, phase.groupDelay(), 1e-4);
        assertEquals(frequency, phase.instantaneousFrequency(), 1e-4);
        PitchAgreement pitch = PitchAgreement.between(SOUND, spoiled);
        assertEquals(periodicity, pitch.periodicityError(), 1e-4);
        assertEquals(f1, pitch.voicingF1(), 1e-4);
        assertEquals(cents, pitch.pitchError(), 1e-4 * cents);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, -1, 0.9, -0.02})
    void gainAndSignDoNotMatter(double gain) {
        Fidelity found = Fidelity.of(SOUND, SOUND.scaled(gain), SPEC);

        assertTrue(found.spectralConvergence() < -120, found.toString());
        assertEquals(0, found.logSpectralDistance(), 1e-3);
        assertEquals(1, found.estoi(), 1e-6);
        assertEquals(0, found.melCepstralDistortion(), 1e-3);
        assertEquals(0, found.pitch().periodicityError(), 1e-4);
        assertEquals(1, found.pitch().voicingF1());
        assertEquals(0, found.pitch().pitchError(), 0.1);
        assertEquals(0, found.phase().groupDelay(), 1e-3);
        assertEquals(0, found.phase().instantaneousFrequency(), 1e-3);
    }

    @Test
    void lessThanAHopMayBeLost() {
        Fidelity.Original original = new Fidelity.Original(SOUND, SPEC);

        assertTrue(original.compare(SOUND.slice(0, 16_000 - 127)).spectralConvergence() < -40);
        assertTrue(original.compare(SOUND.slice(0, 16_000 + 127)).spectralConvergence() < -120);
        assertThrows(IllegalArgumentException.class, () -> original.compare(SOUND.slice(0, 16_000 - 128)));
        assertThrows(IllegalArgumentException.class, () -> original.compare(SOUND.slice(0, 16_000 + 128)));
    }

    @Test
    void silenceInPlaceOfSoundIsMeasured() {
        Fidelity found = Fidelity.of(SOUND, SOUND.scaled(0), SPEC);

        assertEquals(0, found.spectralConvergence(), 1e-9);
        assertTrue(found.logSpectralDistance() > 10 && found.melCepstralDistortion() > 1, found.toString());
        assertEquals(0, found.estoi(), 1e-9);
        assertEquals(0, found.pitch().voicingF1());
        assertFalse(Double.isNaN(found.phase().groupDelay()));
    }

    @Test
    void ofASilentOrEmptyOriginalOnlyPitchIsMeasured() {
        Fidelity found = Fidelity.of(SOUND.scaled(0), SOUND, SPEC);

        assertTrue(Double.isNaN(found.spectralConvergence()) && Double.isNaN(found.logSpectralDistance()));
        assertTrue(Double.isNaN(found.estoi()) && Double.isNaN(found.melCepstralDistortion()));
        assertTrue(Double.isNaN(found.phase().groupDelay()));
        assertEquals(0, found.pitch().voicingF1());
        Audio empty = SOUND.slice(0, 0);
        assertEquals(0, Fidelity.of(empty, empty, SPEC).pitch().frames());
    }

    @Test
    void aClipOfOneFrameHasNoPitchAndNoFrequencyButASpectrum() {
        Fidelity found =
                Fidelity.of(SOUND.slice(8_000, 8_100), Spoiled.with(0.01).slice(8_000, 8_100), SPEC);

        assertTrue(Double.isFinite(found.spectralConvergence()) && Double.isFinite(found.melCepstralDistortion()));
        assertTrue(Double.isFinite(found.phase().groupDelay()));
        assertTrue(Double.isNaN(found.phase().instantaneousFrequency()) && Double.isNaN(found.estoi()));
        assertTrue(Double.isNaN(found.pitch().periodicityError()));
    }

    @Test
    void ofWhatIsNoSpeechIntelligibilityAloneIsNotMeasured() {
        Audio spoiled = Spoiled.with(0.01);
        Fidelity all = new Fidelity.Original(SOUND, SPEC).compare(spoiled);
        Fidelity found = Fidelity.Original.unspoken(SOUND, SPEC).compare(spoiled);

        assertTrue(Double.isFinite(all.estoi()) && Double.isNaN(found.estoi()));
        assertEquals(
                new Fidelity(
                        all.spectralConvergence(),
                        all.logSpectralDistance(),
                        Double.NaN,
                        all.melCepstralDistortion(),
                        all.pitch(),
                        all.phase()),
                found);
    }

    @Test
    void whatDoesNotFitTheSpecIsRefused() {
        Audio stereo = Audio.of(new float[][] {new float[16_000], new float[16_000]}, 16_000);
        Audio slow = Audio.mono(SOUND.channel(0), 8_000);

        assertThrows(IllegalArgumentException.class, () -> Fidelity.of(stereo, SOUND, SPEC));
        assertThrows(IllegalArgumentException.class, () -> Fidelity.of(SOUND, stereo, SPEC));
        assertThrows(IllegalArgumentException.class, () -> Fidelity.of(slow, SOUND, SPEC));
        assertThrows(IllegalArgumentException.class, () -> Fidelity.of(SOUND, slow, SPEC));
    }

    @Test
    void theMeanPassesOverWhatAClipDoesNotHave() {
        Fidelity one = new Fidelity(
                -20, 2, 0.9, 3, new PitchAgreement(10, 0.4, 6, 1, 0, 600), new PhaseError(0.2, Double.NaN));
        Fidelity two = new Fidelity(
                -30, 4, Double.NaN, 5, new PitchAgreement(30, 1.2, 14, 4, 5, 400), new PhaseError(0.4, 0.6));

        Fidelity mean = Fidelity.mean(List.of(one, two));

        assertEquals(-25, mean.spectralConvergence(), 1e-12);
        assertEquals(3, mean.logSpectralDistance(), 1e-12);
        assertEquals(0.9, mean.estoi(), 1e-12);
        assertEquals(4, mean.melCepstralDistortion(), 1e-12);
        assertEquals(0.3, mean.phase().groupDelay(), 1e-12);
        assertEquals(0.6, mean.phase().instantaneousFrequency(), 1e-12);
        assertEquals(0.8, mean.pitch().voicingF1(), 1e-12);
        assertTrue(Double.isNaN(Fidelity.mean(List.of(two)).estoi()));
        assertThrows(IllegalArgumentException.class, () -> Fidelity.mean(List.of()));
    }
}
