package dev.phasewright.vocoder.vocos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.nn.Tensor;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.phase.SyllableGlide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocosTest {
    private static final MelSpec SPEC =
            new MelSpec(new StftSpec(24_000, 256, 64, Window.HANN), 20, MelScale.HTK, false, 0, 12_000, 1e-7);

    @TempDir
    private static Path folder;

    private static Map<String, Tensor> expected;
    private static Vocos vocos;

    @BeforeAll
    static void load() throws IOException {
        expected = VocosFixture.expected(folder);
        vocos = Vocos.load(VocosFixture.in(folder));
    }

    @AfterAll
    static void close() {
        vocos.close();
    }

    private static Audio input() {
        return Audio.mono(expected.get("waveform_in").values(), 24_000);
    }

    /** The reference's features, frame by frame as ours are. */
    private static float[] features() {
        float[] byBand = expected.get("features").values();
        float[] byFrame = new float[byBand.length];
        int frames = byBand.length / 20;
        for (int i = 0; i < byFrame.length; i++) {
            byFrame[i] = byBand[i % 20 * frames + i / 20];
        }
        return byFrame;
    }

    private static float[] synthesize(LogMel mel) {
        return vocos.synthesize(mel, new SplittableRandom(1)).channel(0);
    }

    /** Within a ten-thousandth of the peak, everywhere. */
    private static void assertClose(float[] wanted, float[] found) {
        float peak = 0;
        for (float v : wanted) {
            peak = Math.max(peak, Math.abs(v));
        }
        assertArrayEquals(wanted, found, 1e-4f * peak);
    }

    @Test
    void theSpecIsThatOfTheReference() throws IOException {
        assertEquals(SPEC, vocos.spec());
        assertEquals(SPEC, Vocos.describe(folder));
    }

    @Test
    void featuresAreTheReferences() {
        assertClose(features(), vocos.features(input()).toArray());
    }

    @Test
    void onlyFramesOverAnEndDifferFromOurOwnStft() {
        float[] mirrored = vocos.features(input()).toArray();
        float[] padded = MelFilterBank.of(SPEC)
                .apply(Stft.of(SPEC.stft()).forward(input()).magnitudes())
                .toArray();

        int from = 2 * 20;
        int to = (94 - 2) * 20;
        assertArrayEquals(Arrays.copyOfRange(padded, from, to), Arrays.copyOfRange(mirrored, from, to), 1e-5f);
        assertTrue(Math.abs(padded[0] - mirrored[0]) > 0.01);
    }

    @Test
    void theWaveformOfTheReferencesFeaturesIsTheReferences() {
        assertClose(expected.get("waveform_out").values(), synthesize(new LogMel(SPEC, features())));
    }

    @Test
    void soundToSoundIsTheReferences() {
        Audio found = vocos.synthesize(vocos.features(input()), new SplittableRandom(1));

        assertEquals(24_000, found.sampleRate());
        assertClose(expected.get("waveform_out").values(), found.channel(0));
    }

    @Test
    void piecesJoinWithoutASeam() {
        LogMel mel = new LogMel(SPEC, features());
        float[] whole = vocos.synthesize(mel, 1000);

        for (int chunk : new int[] {1, 7, 40, 92, 93}) {
            float[] pieces = vocos.synthesize(mel, chunk);
            assertClose(whole, pieces);
        }
    }

    @Test
    void aSampleDependsOnNothingBeyondTheReach() {
        float[] values = features();
        float[] whole = synthesize(new LogMel(SPEC, values));
        int cut = 50;
        float[] rest = synthesize(new LogMel(SPEC, Arrays.copyOfRange(values, cut * 20, values.length)));

        // 3 for each of the three convolutions, 1 for the overlap of windows.
        assertEquals(10, vocos.reach());
        int from = (cut + vocos.reach()) * 64;
        assertClose(
                Arrays.copyOfRange(whole, from, whole.length), Arrays.copyOfRange(rest, from - cut * 64, rest.length));
        // The outermost frames' share is lost in rounding, that of the next few is not.
        assertFalse(Arrays.equals(whole, from - 5 * 64, from, rest, from - (cut + 5) * 64, from - cut * 64));
    }

    @Test
    void longFeaturesAreThoseOfThePieces() {
        float[] samples = SyllableGlide.samples(24_000, 300_000);
        float[] all = vocos.features(Audio.mono(samples, 24_000)).toArray();
        // Frames 4000 to 4191 reach over the first block's end at 4096.
        float[] around = Arrays.copyOfRange(samples, 4_000 * 64, 4_191 * 64);
        float[] piece = vocos.features(Audio.mono(around, 24_000)).toArray();

        assertEquals((1 + 300_000 / 64) * 20, all.length);
        assertArrayEquals(
                Arrays.copyOfRange(piece, 2 * 20, 188 * 20), Arrays.copyOfRange(all, 4_002 * 20, 4_188 * 20), 1e-5f);
    }

    @Test
    void silenceGivesNoNan() {
        LogMel silence = vocos.features(Audio.mono(new float[6_000], 24_000));

        assertEquals((float) Math.log(1e-7), silence.at(10, 10));
        // Audio refuses what is not finite.
        assertEquals(93 * 64, synthesize(silence).length);
    }

    @Test
    void soundsShorterThanTheWindowHaveFeatures() {
        for (int length : new int[] {0, 1, 2, 63, 64, 128, 129}) {
            LogMel mel = vocos.features(Audio.mono(new float[length], 24_000));
            assertEquals(1 + length / 64, mel.frames());
            assertEquals(length / 64 * 64, synthesize(mel).length);
        }
    }

    @Test
    void absurdValuesGiveFiniteSamples() {
        float[] values = features();
        for (int i = 0; i < values.length; i += 3) {
            values[i] = i % 2 == 0 ? Float.MAX_VALUE : -Float.MAX_VALUE;
        }

        assertEquals(93 * 64, synthesize(new LogMel(SPEC, values)).length);
    }

    @Test
    void nanIsRefused() {
        float[] values = features();
        values[17] = Float.NaN;

        assertThrows(IllegalArgumentException.class, () -> synthesize(new LogMel(SPEC, values)));
    }

    @Test
    void otherFeaturesAreRefusedWithBothNamed() {
        LogMel other = new LogMel(MelSpec.STANDARD, new float[100]);

        String message = assertThrows(IllegalArgumentException.class, () -> synthesize(other))
                .getMessage();
        assertTrue(message.contains(MelSpec.STANDARD.toString()) && message.contains(SPEC.toString()), message);
    }

    @Test
    void otherSoundsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> vocos.features(Audio.mono(new float[100], 16_000)));
        assertThrows(IllegalArgumentException.class, () -> vocos.features(Audio.of(new float[2][100], 24_000)));
    }
}
