package dev.phasewright.judge;

import dev.phasewright.random.NormalDeviates;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What a training clip may suffer without becoming another word: a shift in time, another level, a tilted spectrum,
 * a noise floor, unsteady values as a phase reconstruction leaves them, and a gap in time or frequency (Park et al.
 * 2019, SpecAugment). A judge that has learned to overlook all this does not mistake it for the clip's class.
 */
final class Distortion {
    private static final int FARTHEST_SHIFT = 12;
    /** In nepers: ±8.7 dB. */
    private static final double MOST_LEVEL = 1;

    private static final double MOST_TILT = 0.7;
    /** In nepers above the features' floor. */
    private static final double LOUDEST_NOISE = 2.5;

    private static final double MOST_JITTER = 0.35;
    private static final double WIDEST_GAP = 0.12;

    private final int bands;
    private final float silence;

    Distortion(MelSpec spec) {
        this.bands = spec.bands();
        this.silence = (float) Math.log(spec.floor());
    }

    /** Distorts a log-mel clip, row-major {@code [frames × bands]}, in place. */
    void apply(float[] clip, RandomGenerator random) {
        shift(clip, random.nextInt(2 * FARTHEST_SHIFT + 1) - FARTHEST_SHIFT);
        double level = (2 * random.nextDouble() - 1) * MOST_LEVEL;
        double tilt = (2 * random.nextDouble() - 1) * MOST_TILT;
        for (int i = 0; i < clip.length; i++) {
            clip[i] += (float) (level + tilt * ((double) (i % bands) / bands - 0.5));
        }
        if (random.nextBoolean()) {
            addNoise(clip, Math.exp(silence + random.nextDouble() * LOUDEST_NOISE), random);
        }
        if (random.nextBoolean()) {
            double jitter = random.nextDouble() * MOST_JITTER;
            float[] deviates = new float[clip.length];
            NormalDeviates.fill(deviates, 0, deviates.length, random);
            for (int i = 0; i < clip.length; i++) {
                clip[i] += (float) (jitter * deviates[i]);
            }
        }
        if (random.nextInt(3) == 0) {
            silenceFrames(clip, random);
        }
        if (random.nextInt(3) == 0) {
            silenceBands(clip, random);
        }
        for (int i = 0; i < clip.length; i++) {
            clip[i] = Math.max(clip[i], silence);
        }
    }

    private void shift(float[] clip, int frames) {
        int by = Math.min(Math.abs(frames) * bands, clip.length);
        if (frames > 0) {
            System.arraycopy(clip, 0, clip, by, clip.length - by);
            Arrays.fill(clip, 0, by, silence);
        } else {
            System.arraycopy(clip, by, clip, 0, clip.length - by);
            Arrays.fill(clip, clip.length - by, clip.length, silence);
        }
    }

    /** Adds power, as noise of another phase does: the noise's magnitudes are Rayleigh distributed. */
    private static void addNoise(float[] clip, double magnitude, RandomGenerator random) {
        for (int i = 0; i < clip.length; i++) {
            double power = -Math.log(1 - random.nextDouble()) * magnitude * magnitude;
            clip[i] = (float) (0.5 * Math.log(Math.exp(2.0 * clip[i]) + power));
        }
    }

    private void silenceFrames(float[] clip, RandomGenerator random) {
        int frames = clip.length / bands;
        int gap = (int) (random.nextDouble() * WIDEST_GAP * frames);
        int from = random.nextInt(frames - gap + 1);
        Arrays.fill(clip, from * bands, (from + gap) * bands, silence);
    }

    private void silenceBands(float[] clip, RandomGenerator random) {
        int gap = (int) (random.nextDouble() * WIDEST_GAP * bands);
        int from = random.nextInt(bands - gap + 1);
        for (int row = 0; row < clip.length; row += bands) {
            Arrays.fill(clip, row + from, row + from + gap, silence);
        }
    }
}
