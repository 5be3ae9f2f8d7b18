package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Functional;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.network.MagnitudeNetwork;
import dev.phasewright.vocoder.network.PhaseNetwork;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One update's inputs and targets, and the losses between them and what the networks say.
 *
 * <p>For phase: the negative log-likelihood of the true differences under the von Mises distributions that a network
 * names (Thien, Wakabayashi, Iwai &amp; Nishiura 2023), each bin weighted by its magnitude. In a distribution's natural
 * parameters the loss is convex, and a network says "I do not know" with a number near 0.
 */
public final class VocoderBatch {
    private static final double PERTURBED = 0.5;
    /** The largest deviation of noise on perturbed log-mel values. */
    private static final double NOISE = 0.25;

    private final VocoderSpec spec;
    private final Stft stft;
    private final MelFilterBank filters;
    private final MelInversion inversion;
    private final int batch;
    private final int frames;
    private final int bins;
    private final int width;
    private final float[] input;
    private final float[] logMel;
    private final float[] prior;
    /** ln of the true magnitudes, all bins. */
    private final float[] logMagnitudes;
    /** Real and imaginary parts in time and in frequency, and the weights of both; without Nyquist's bin. */
    private final float[][] targets;
    /** Filled, too, if it is there. */
    private final Optional<TeacherForcedSpectrum> sound;

    /**
     * An empty batch.
     *
     * @param sound is filled, too, if it is there
     * @param batch clips
     * @param frames a clip
     */
    VocoderBatch(VocoderAnalysis analysis, Optional<TeacherForcedSpectrum> sound, int batch, int frames) {
        this.spec = analysis.spec();
        this.stft = analysis.stft();
        this.filters = analysis.filters();
        this.inversion = analysis.inversion();
        this.sound = sound;
        this.batch = batch;
        this.frames = frames;
        this.bins = spec.stft().bins() - 1;
        this.width = PhaseNetwork.inputBins(spec.stft());
        this.input = new float[batch * frames * width];
        this.logMel = new float[batch * frames * spec.features().bands()];
        this.prior = new float[batch * frames * (bins + 1)];
        this.logMagnitudes = new float[batch * frames * (bins + 1)];
        this.targets = new float[6][batch * frames * bins];
    }

    /** Puts a clip into its place; safe for several places at once. */
    void put(int place, float[] samples, RandomGenerator random) {
        ComplexSpectrogram spectrum = stft.forward(samples);
        PhaseDifferences truth = PhaseDifferences.of(spectrum);
        Magnitudes magnitudes = spectrum.magnitudes();
        float[] m = magnitudes.toArray();
        int all = bins + 1;
        // Frames before this one hang over the start of the clip.
        int first = spec.stft().fftSize() / 2 / spec.stft().hop();
        for (int t = 0; t < frames; t++) {
            int from = (first + t) * all;
            int row = place * frames + t;
            PhaseNetwork.input(m, from, all, input, row * width);
            for (int k = 0; k < all; k++) {
                logMagnitudes[row * all + k] = (float) Math.max(MagnitudeNetwork.QUIETEST, Math.log(m[from + k]));
            }
            int to = row * bins;
            System.arraycopy(truth.timeRe(), from, targets[0], to, bins);
            System.arraycopy(truth.timeIm(), from, targets[1], to, bins);
            System.arraycopy(truth.frequencyRe(), from, targets[2], to, bins);
            System.arraycopy(truth.frequencyIm(), from, targets[3], to, bins);
            for (int k = 0; k < bins; k++) {
                targets[4][to + k] = t == 0 ? 0 : (float) Math.sqrt(m[from + k] * m[from - all + k]);
                targets[5][to + k] = k == 0 ? 0 : (float) Math.sqrt(m[from + k] * m[from + k - 1]);
            }
        }
        sound.ifPresent(s -> s.put(place, samples, spectrum, first));
        normalize(targets[4], place);
        normalize(targets[5], place);
        float[] mel = filters.apply(magnitudes).toArray();
        int bands = spec.features().bands();
        System.arraycopy(mel, first * bands, logMel, place * frames * bands, frames * bands);
        if (random.nextDouble() < PERTURBED) {
            perturb(place, random);
        }
        int size = frames * bands;
        LogMel seen = new LogMel(spec.features(), Arrays.copyOfRange(logMel, place * size, (place + 1) * size));
        System.arraycopy(MagnitudeNetwork.prior(inversion.apply(seen)), 0, prior, place * frames * all, frames * all);
    }

    /** Loud clips count as much as quiet ones; silence not at all. */
    private void normalize(float[] weight, int place) {
        int size = frames * bins;
        double sum = 1e-3 * size;
        for (int i = 0; i < size; i++) {
            sum += weight[place * size + i];
        }
        float scale = (float) (size / sum);
        for (int i = 0; i < size; i++) {
            weight[place * size + i] *= scale;
        }
    }

    /** What generated magnitudes are not quite: their detail is a little blurred and a little noisy. */
    private void perturb(int place, RandomGenerator random) {
        int bands = spec.features().bands();
        int from = place * frames * bands;
        float blur = (float) (0.25 * random.nextDouble());
        double noise = NOISE * random.nextDouble();
        float floor = (float) Math.log(spec.features().floor());
        for (int t = 0; t < frames; t++) {
            float before = logMel[from + t * bands];
            for (int b = 0; b < bands; b++) {
                int i = from + t * bands + b;
                float own = logMel[i];
                float after = b + 1 < bands ? logMel[i + 1] : own;
                float blurred = own + blur * (before + after - 2 * own);
                before = own;
                double uniform = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
                logMel[i] = Math.max(floor, blurred + (float) (2 * noise * uniform));
            }
        }
    }

    /** What the network of linear input takes. */
    NDArray input(NDManager scope) {
        return scope.create(input, new Shape(batch, frames, width)).log();
    }

    /** What the magnitude network takes. */
    NDArray logMel(NDManager scope) {
        return scope.create(logMel, new Shape(batch, frames, spec.features().bands()));
    }

    /** What the magnitude network corrects. */
    NDArray prior(NDManager scope) {
        return scope.create(prior, new Shape(batch, frames, bins + 1)).log();
    }

    /** The mean absolute error of the logarithms, and the error's share of the energy. */
    NDArray magnitudeLoss(NDManager scope, NDArray estimate) {
        NDArray truth = scope.create(logMagnitudes, new Shape(batch, frames, bins + 1));
        // Not maximum(Number), for the reason that Functional.scale gives.
        NDArray bounded = estimate.maximum(scope.create(MagnitudeNetwork.QUIETEST));
        NDArray logarithmic = bounded.sub(truth).abs().mean();
        NDArray energy = truth.exp().square().sum(new int[] {1, 2}).add(1f);
        NDArray error = bounded.exp().sub(truth.exp()).square().sum(new int[] {1, 2});
        return logarithmic.add(error.div(energy).add(1e-6f).sqrt().mean());
    }

    /** How surprising the true differences are to a network that said {@code found}. */
    NDArray phaseLoss(NDManager scope, NDList found) {
        NDArray time = surprise(scope, found.get(0), found.get(1), 0);
        NDArray frequency = surprise(scope, found.get(2), found.get(3), 2);
        return time.mul(target(scope, 4)).add(frequency.mul(target(scope, 5))).mean();
    }

    private NDArray target(NDManager scope, int index) {
        return scope.create(targets[index], new Shape(batch, frames, bins));
    }

    private NDArray surprise(NDManager scope, NDArray re, NDArray im, int index) {
        NDArray agreement = re.mul(target(scope, index)).add(im.mul(target(scope, index + 1)));
        return logBessel(re.square().add(im.square())).sub(agreement);
    }

    /**
     * {@code ln I₀(κ)} of {@code κ²}, I₀ within 0.5 %: J. Olivares, P. Martin and E. Valero, "A simple approximation for
     * the modified Bessel function of zero order I₀(x)", J. Phys. Conf. Ser. 1043, 2018.
     */
    public static NDArray logBessel(NDArray squared) {
        NDArray kappa = squared.add(1e-6f).sqrt();
        NDArray logCosh =
                Functional.scale(kappa, -2).exp().add(1).log().add(kappa).sub((float) Math.log(2));
        NDArray root = Functional.scale(Functional.scale(squared, 0.25).add(1).log(), -0.25);
        NDArray above = Functional.scale(squared, 0.24273).add(1).log();
        NDArray below = Functional.scale(squared, 0.43023).add(1).log();
        return logCosh.add(root).add(above).sub(below);
    }
}
