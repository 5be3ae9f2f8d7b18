package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Training clips that were altered as no one would take for new clips, and clips that are new. */
class AlteredCopiesTest {
    private static final int TRAIN = 400;
    private static final int COPIES = 40;

    private static final List<float[]> SOUNDS = new ArrayList<>();
    private static final List<LogMel> CLIPS = new ArrayList<>();
    private static NearestClips fellows;

    @BeforeAll
    static void speak() {
        for (int i = 0; i < TRAIN; i++) {
            SOUNDS.add(word(i));
            CLIPS.add(clip(SOUNDS.get(i)));
        }
        fellows = Memorization.copies(CLIPS, CLIPS);
    }

    @Test
    void movedCopiesAreFound() {
        for (int milliseconds : new int[] {8, 16, 40, -40, 4}) {
            assertFound(milliseconds + " ms", sound -> moved(sound, milliseconds * 16));
        }
    }

    @Test
    void copiesOfAnotherLevelAreFound() {
        for (double decibels : new double[] {-12, -6, 6}) {
            assertFound(decibels + " dB", sound -> scaled(sound, decibels));
        }
    }

    @Test
    void filteredCopiesAreFound() {
        for (double decibels : new double[] {-3, 3}) {
            assertFound(decibels + " dB an octave", sound -> tilted(sound, decibels));
        }
    }

    @Test
    void noisyCopiesAreFound() {
        assertFound("noise at -40 dB", sound -> noisy(sound, -40));
    }

    @Test
    void copiesAlteredInSeveralWaysAreFound() {
        assertFound("all", sound -> noisy(scaled(tilted(moved(sound, 500), 2), -5), -45));
    }

    @Test
    void newClipsAreNotTakenForCopies() {
        List<LogMel> others =
                IntStream.range(0, 200).mapToObj(i -> clip(word(10_000 + i))).toList();
        Closeness closeness = closeness(others);
        assertTrue(closeness.generated().copied() <= 0.02, closeness.toString());
        assertTrue(closeness.generated().alone() <= 0.02, closeness.toString());
    }

    @Test
    void clipsFindThemselvesAndSilenceFindsSilence() {
        for (int i = 0; i < TRAIN; i++) {
            assertEquals(i, fellows.index(i));
            assertEquals(0, fellows.distances(0)[i]);
        }
        LogMel silence = clip(new float[16_000]);
        NearestClips found = Memorization.copies(List.of(silence), List.of(CLIPS.get(0), silence, silence));
        assertEquals(1, found.index(0));
        assertEquals(0, found.distances(1)[0]);
        assertEquals(Math.sqrt(2), found.distances(2)[0], 1e-6);
    }

    @Test
    void refusesEmptySetsAndOtherBands() {
        assertThrows(IllegalArgumentException.class, () -> Memorization.copies(List.of(), CLIPS));
        assertThrows(IllegalArgumentException.class, () -> Memorization.copies(CLIPS, List.of()));
        MelSpec s = MelSpec.STANDARD;
        MelSpec fewer = new MelSpec(s.stft(), 40, s.scale(), false, 0, 8_000, 0.01);
        LogMel other = new LogMel(fewer, new float[80]);
        assertThrows(IllegalArgumentException.class, () -> Memorization.copies(CLIPS, List.of(other)));
    }

    private static void assertFound(String how, UnaryOperator<float[]> altered) {
        List<LogMel> copies = SOUNDS.subList(0, COPIES).stream()
                .map(altered)
                .map(AlteredCopiesTest::clip)
                .toList();
        NearestClips found = Memorization.copies(copies, CLIPS);
        long right = IntStream.range(0, COPIES).filter(i -> found.index(i) == i).count();
        Closeness.Part part = Closeness.of(found, found, fellows).generated();
        assertTrue(right >= 0.95 * COPIES, how + ": " + right + " of " + COPIES);
        assertTrue(part.copied() >= 0.95, how + ": " + part);
        assertTrue(part.alone() >= 0.95, how + ": " + part);
    }

    private static Closeness closeness(List<LogMel> clips) {
        NearestClips found = Memorization.copies(clips, CLIPS);
        return Closeness.of(found, found, fellows);
    }

    private static LogMel clip(float[] sound) {
        return LogMelDataset.features(Audio.mono(sound, 16_000), MelSpec.STANDARD);
    }

    /** Two vowels on a falling tone, a consonant between them, somewhere in a second of silence. */
    private static float[] word(long seed) {
        // Neighbouring seeds of java.util.Random begin alike.
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        float[] sound = new float[16_000];
        int length = 5_000 + random.nextInt(5_000);
        int start = 800 + random.nextInt(16_000 - length - 1_600);
        double pitch = 80 * Math.exp(random.nextDouble() * 1.2);
        double[][] formants = {vowel(random), vowel(random)};
        int middle = length / 3 + random.nextInt(length / 3);
        double phase = 0;
        double level = 0.05 + 0.1 * random.nextDouble();
        for (int t = 0; t < length; t++) {
            phase += 2 * Math.PI * pitch * (1.1 - 0.2 * t / length) / 16_000;
            double[] resonances = formants[t < middle ? 0 : 1];
            double value = 0;
            for (int h = 1; h * pitch < 5_000; h++) {
                double gain = 0.01;
                for (double f : resonances) {
                    double off = (h * pitch - f) / 120;
                    gain += 1 / (1 + off * off);
                }
                value += gain / Math.sqrt(h) * Math.sin(h * phase);
            }
            if (Math.abs(t - middle) < 400) {
                value = 2 * random.nextGaussian();
            }
            sound[start + t] = (float) (level * value * Math.sin(Math.PI * t / length));
        }
        return sound;
    }

    private static double[] vowel(Random random) {
        return new double[] {
            250 + 600 * random.nextDouble(), 800 + 1500 * random.nextDouble(), 2_400 + 900 * random.nextDouble()
        };
    }

    private static float[] moved(float[] sound, int samples) {
        float[] moved = new float[sound.length];
        for (int t = Math.max(0, samples); t < Math.min(sound.length, sound.length + samples); t++) {
            moved[t] = sound[t - samples];
        }
        return moved;
    }

    private static float[] scaled(float[] sound, double decibels) {
        float[] scaled = sound.clone();
        for (int t = 0; t < scaled.length; t++) {
            scaled[t] *= (float) Math.pow(10, decibels / 20);
        }
        return scaled;
    }

    /** High shelves an octave and a half apart. */
    private static float[] tilted(float[] sound, double decibelsAnOctave) {
        float[] tilted = sound.clone();
        double gain = Math.pow(10, decibelsAnOctave * Math.log(3) / Math.log(2) / 20);
        for (double corner : new double[] {500, 1_500, 4_500}) {
            double keep = Math.exp(-2 * Math.PI * corner / 16_000);
            double low = 0;
            for (int t = 0; t < tilted.length; t++) {
                low = keep * low + (1 - keep) * tilted[t];
                tilted[t] = (float) (low + gain * (tilted[t] - low));
            }
        }
        return tilted;
    }

    private static float[] noisy(float[] sound, double decibels) {
        double power = 0;
        int loud = 0;
        for (float v : sound) {
            power += (double) v * v;
            loud += v == 0 ? 0 : 1;
        }
        double level = Math.sqrt(power / loud) * Math.pow(10, decibels / 20);
        Random random = new Random(Arrays.hashCode(sound));
        float[] noisy = sound.clone();
        for (int t = 0; t < noisy.length; t++) {
            noisy[t] += (float) (level * random.nextGaussian());
        }
        return noisy;
    }
}
