package dev.phasewright.diffusion.separate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.theory.machine.IdealMachine;
import dev.phasewright.theory.machine.LearnedClips;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tones of two registers, and the ideal machine that knows them. */
class SeparationTest {
    private static final int RATE = 8000;
    private static final int FRAMES = 16;
    private static final int BANDS = 12;
    private static final MelSpec FEATURES =
            new MelSpec(new StftSpec(RATE, 256, 64, Window.HANN), BANDS, MelScale.HTK, false, 0, 4000, 0.01);
    private static final int LENGTH = FRAMES * 64 - 1;
    private static final GeneratorSpec SPEC = new GeneratorSpec(
            GeneratorSpec.KIND,
            FEATURES,
            new Normalization(Collections.nCopies(BANDS, -1f), Collections.nCopies(BANDS, 2f)),
            List.of("high", "low"),
            new TransformerSpec(FRAMES, BANDS, 2, 16, 1, 2, 2),
            Map.of());

    private final NDManager manager = NDManager.newBaseManager();
    private final MagnitudeGenerator generator = MagnitudeGenerator.of(SPEC, machine(SPEC), manager);

    @AfterEach
    void free() {
        manager.close();
    }

    private static float[] tone(double hertz, int from, int to) {
        float[] samples = new float[LENGTH];
        for (int i = from; i < to; i++) {
            samples[i] = (float) (0.4 * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return samples;
    }

    private static LogMel mel(float[] samples) {
        return MelFilterBank.of(FEATURES)
                .apply(Stft.of(FEATURES.stft()).forward(samples).magnitudes());
    }

    /** Of the same sounds in other units, whose classes stand the other way round. */
    private static final GeneratorSpec OTHER = new GeneratorSpec(
            GeneratorSpec.KIND,
            FEATURES,
            new Normalization(Collections.nCopies(BANDS, -3f), Collections.nCopies(BANDS, 1.5f)),
            List.of("low", "high"),
            SPEC.network(),
            Map.of());

    private static Denoiser machine(GeneratorSpec spec) {
        List<float[]> clips = new ArrayList<>();
        int[] classes = new int[24];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = spec.classes().indexOf(SPEC.classes().get(i % 2));
            double hertz = (i % 2 == 0 ? 2000 : 500) + 20 * i;
            float[] clip = mel(tone(hertz, 100 + 10 * i, 600 + 10 * i)).toArray();
            spec.normalization().normalize(clip);
            clips.add(clip);
        }
        return new IdealMachine(LearnedClips.of(clips, classes, FRAMES, BANDS));
    }

    private SoundSeparator separator(int samples) {
        return new SoundSeparator(SamplingPlan.DEFAULT, samples, SamplingObserver.NONE);
    }

    private List<Prior> sounds(int... classes) {
        return Prior.each(generator, Condition.of(classes));
    }

    private static float[] sum(float[] a, float[] b) {
        float[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static double error(float[] truth, float[] found) {
        double error = 0;
        double all = 0;
        for (int i = 0; i < truth.length; i++) {
            error += (truth[i] - found[i]) * (double) (truth[i] - found[i]);
            all += truth[i] * (double) truth[i];
        }
        return error / all;
    }

    @Test
    void twoTonesComeApartAndAddUp() {
        float[] high = tone(2080, 140, 640);
        float[] low = tone(600, 150, 650);
        Audio mixture = Audio.mono(sum(high, low), RATE);
        Separation apart = separator(4).separate(mixture, sounds(0, 1), 1);

        assertTrue(error(high, apart.stems().get(0).channel(0)) < 0.05, "high");
        assertTrue(error(low, apart.stems().get(1).channel(0)) < 0.05, "low");
        assertArrayEquals(
                mixture.channel(0),
                sum(apart.stems().get(0).channel(0), apart.stems().get(1).channel(0)),
                1e-5f);
        Separation again = separator(4).separate(mixture, sounds(0, 1), 1);
        assertEquals(apart.stems(), again.stems());
        Separation turned = separator(4).separate(mixture, sounds(1, 0), 1);
        assertTrue(error(low, turned.stems().get(0).channel(0)) < 0.05, "in the order asked for");
        assertEquals(Condition.of(0, 1), separator(1).recognize(mixture, generator, 1));
    }

    @Test
    void eachSoundMayHaveAGeneratorOfItsOwn() {
        MagnitudeGenerator other = MagnitudeGenerator.of(OTHER, machine(OTHER), manager);
        float[] high = tone(2080, 140, 640);
        float[] low = tone(600, 150, 650);
        Audio mixture = Audio.mono(sum(high, low), RATE);
        List<Prior> priors = List.of(
                new Prior(generator, SPEC.condition("high", Condition.NONE)),
                new Prior(other, OTHER.condition("low", Condition.NONE)));
        Separation apart = separator(4).separate(mixture, priors, 1);
        assertTrue(error(high, apart.stems().get(0).channel(0)) < 0.05, "high");
        assertTrue(error(low, apart.stems().get(1).channel(0)) < 0.05, "low");
        // Of one generator or of two that know the same, it is the same.
        assertEquals(separator(4).separate(mixture, sounds(0, 1), 1).misfit(), apart.misfit(), 0.05);
    }

    @Test
    void channelsAreFilteredAlikeAndLengthsKept() {
        float[] high = tone(2080, 140, 640);
        float[] low = tone(600, 150, 650);
        Audio stereo = Audio.of(new float[][] {high, low}, RATE);
        List<Audio> stems = separator(2).separate(stereo, sounds(0, 1), 1).stems();
        assertEquals(2, stems.get(0).channels());
        assertTrue(error(high, stems.get(0).channel(0)) < 0.05);
        assertTrue(stems.get(0).slice(0, LENGTH).channel(1).length == LENGTH);
        for (int length : new int[] {700, 3000}) {
            float[] other = Arrays.copyOf(sum(high, low), length);
            assertEquals(
                    length,
                    separator(1)
                            .separate(Audio.mono(other, RATE), sounds(0, 1), 1)
                            .stems()
                            .get(0)
                            .length());
        }
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        Audio sound = Audio.mono(tone(600, 0, 600), RATE);
        Audio silence = Audio.mono(new float[LENGTH], RATE);
        assertThrows(IllegalArgumentException.class, () -> separator(0));
        assertRefused("same class", sound, sounds(1, 1));
        assertRefused("two sounds at least", sound, sounds(1));
        assertRefused("silent", silence, sounds(0, 1));
        MelSpec finer = new MelSpec(FEATURES.stft(), BANDS + 2, MelScale.HTK, false, 0, 4000, 0.01);
        GeneratorSpec spec = new GeneratorSpec(
                GeneratorSpec.KIND,
                finer,
                new Normalization(Collections.nCopies(BANDS + 2, 0f), Collections.nCopies(BANDS + 2, 1f)),
                List.of("low"),
                new TransformerSpec(FRAMES, BANDS + 2, 2, 16, 1, 2, 1),
                Map.of());
        MagnitudeGenerator deaf = MagnitudeGenerator.of(spec, (noisy, sigma, condition) -> noisy, manager);
        assertRefused(
                "different features",
                sound,
                List.of(sounds(0).get(0), Prior.each(deaf, Condition.of(0)).get(0)));
        assertRefused("Hz", Audio.mono(new float[100], 44_100), sounds(0, 1));
    }

    private void assertRefused(String word, Audio mixture, List<Prior> stems) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> separator(1).separate(mixture, stems, 1))
                .getMessage();
        assertTrue(message.contains(word), message);
    }

    @Test
    void powersAddAndSilenceAddsNothing() {
        MixingLaw law = MixingLaw.of(FEATURES);
        double floor = Math.log(0.01);
        assertEquals(1 + Math.log(2) / 2, law.mixed(1, 1), 1e-4);
        assertEquals(1, law.mixed(1, floor), 1e-12);
        assertEquals(floor, law.mixed(floor, floor - 3), 1e-12);
    }

    /** What one knows well stays; what one does not know is the mixture, if it is the louder one. */
    @Test
    void levelsMoveToWhatExplainsTheMixture() {
        MixingLaw law = MixingLaw.of(FEATURES);
        double[] sure = {1, -2};
        law.explain(sure, 3, 1, 1e-9, 1e-9);
        assertArrayEquals(new double[] {1, -2}, sure, 1e-4);
        double[] louder = {1, -3};
        law.explain(louder, 3, 2, 1, 1);
        assertTrue(louder[0] > 1.7 && louder[0] < 2.01, "the louder takes it: " + louder[0]);
        assertEquals(-3, louder[1], 0.1);
        double[] both = {0, 0};
        law.explain(both, 3, -2, 1, 1);
        assertEquals(both[0], both[1], 1e-12);
        assertTrue(both[0] < -1, "neither may be louder than what is heard: " + both[0]);
    }

    @Test
    void theLawOfNoisesIsFound() {
        int n = 40;
        LogMel[][] parts = new LogMel[n][];
        LogMel[] sums = new LogMel[n];
        for (int i = 0; i < n; i++) {
            float[] a = new float[LENGTH];
            float[] b = new float[LENGTH];
            NormalDeviates.fill(a, 0, LENGTH, Seeds.stream(1, "a", i));
            NormalDeviates.fill(b, 0, LENGTH, Seeds.stream(1, "b", i));
            parts[i] = new LogMel[] {mel(a), mel(b)};
            sums[i] = mel(sum(a, b));
        }
        MixingLaw.Fit fit = MixingLaw.fit(FEATURES, parts, sums);
        assertEquals(2, fit.beta(), 0.3);
        assertTrue(fit.error() > 0.05 && fit.error() < 0.5, fit.toString());
    }

    /** By scipy 1.17.1: {@code np.exp(norm.logpdf(z) - norm.logcdf(z))}. */
    @Test
    void theTailIsWhatScipyFinds() {
        double[][] known = {
            {-30, 30.033259667436372},
            {-5, 5.1865039671258515},
            {-2.6, 2.91405735288253},
            {-2.4, 2.7318611959539787},
            {0, 0.7978845608028654},
            {1, 0.2875999709391784},
            {5, 1.486719940904906e-06}
        };
        for (double[] pair : known) {
            assertEquals(pair[1], NormalTail.hazard(pair[0]), 1e-8 * Math.max(1, pair[1]));
        }
    }
}
