package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Activation;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.train.Opponent;
import dev.phasewright.vocoder.network.VocoderSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Losses of a spectrum by the sound that it makes; see {@link WaveformLoss}. */
final class WaveformLosses {
    // With these, consistency and mel each pull a quarter to a half as hard on a new phase network as its differences
    // do.
    private static final double CONSISTENCY = 10;
    private static final double MEL = 10;
    private static final double ADVERSARIAL = 2;
    private static final double FEATURES = 5;
    private static final double OPPONENT_RATE = 0.1;

    private final Set<WaveformLoss> chosen;
    private final DifferentiableStft stft;
    private final List<MelResolution> resolutions = new ArrayList<>();
    private final @Nullable Discriminator discriminator;
    /** The latest true and made samples; they live as long as the update they belong to. */
    private NDList heard = new NDList();

    /**
     * The losses chosen.
     *
     * @param frames a clip
     * @param manager keeps what is made here
     * @param random what the discriminator starts from
     * @throws IllegalArgumentException if clips are too short or the transform does not allow it
     */
    WaveformLosses(Set<WaveformLoss> chosen, VocoderSpec spec, int frames, NDManager manager, RandomGenerator random) {
        this.chosen = Set.copyOf(chosen);
        this.stft = new DifferentiableStft(spec.stft());
        int least = leastFrames(chosen, spec.stft());
        if (frames < least) {
            throw new IllegalArgumentException(
                    "losses of the sound want clips of at least " + least + " frames, not " + frames);
        }
        int size = spec.stft().fftSize();
        if (chosen.contains(WaveformLoss.MEL)) {
            for (int fftSize : new int[] {size / 4, size / 2, 2 * size}) {
                resolutions.add(new MelResolution(spec.features(), fftSize, manager));
            }
        }
        this.discriminator = chosen.contains(WaveformLoss.ADVERSARIAL)
                ? new Discriminator(spec.stft().sampleRate(), new int[] {size / 4, size / 2, size}, manager, random)
                : null;
    }

    /** The frames that make enough samples for the largest FFT. */
    static int leastFrames(Set<WaveformLoss> losses, StftSpec stft) {
        int samples = losses.contains(WaveformLoss.MEL) ? 2 * stft.fftSize() : stft.fftSize();
        return (samples + stft.fftSize() + stft.hop() - 1) / stft.hop() - 1;
    }

    /** The transform that the spectra are of. */
    DifferentiableStft stft() {
        return stft;
    }

    /**
     * The sum of the losses chosen.
     *
     * @param spectrum {@code [batch, frames, bins, 2]}
     * @param truth the sound that it should make, {@code [batch, samples]}
     */
    NDArray loss(NDArray spectrum, NDArray truth) {
        NDArray made = stft.inverse(spectrum);
        NDArray sum = made.getManager().create(0f);
        if (chosen.contains(WaveformLoss.CONSISTENCY)) {
            sum = sum.add(Functional.scale(inconsistency(spectrum, made), CONSISTENCY));
        }
        if (chosen.contains(WaveformLoss.MEL)) {
            sum = sum.add(Functional.scale(melDistance(made, truth), MEL));
        }
        if (discriminator != null) {
            sum = sum.add(adversarial(discriminator, made, truth));
        }
        return sum;
    }

    /** {@code ‖S − STFT(iSTFT(S))‖ / ‖S‖} over the frames whose samples all come back, the mean over the batch. */
    NDArray inconsistency(NDArray spectrum, NDArray made) {
        long frames = spectrum.getShape().get(1);
        int edge = stft.overlap() - 1;
        NDArray own = spectrum.get(new NDIndex(":, {}:{}", edge, frames - edge));
        int[] clip = {1, 2, 3};
        NDArray error = stft.forward(made).sub(own).square().sum(clip);
        NDArray energy = own.square().sum(clip).add(1f);
        return error.div(energy).add(1e-6f).sqrt().mean();
    }

    /** The mean distance of log-mel magnitudes at all FFT sizes. */
    NDArray melDistance(NDArray made, NDArray truth) {
        NDArray sum = made.getManager().create(0f);
        for (MelResolution resolution : resolutions) {
            sum = sum.add(resolution.of(made).sub(resolution.of(truth)).abs().mean());
        }
        return Functional.scale(sum, 1.0 / resolutions.size());
    }

    private NDArray adversarial(Discriminator discriminator, NDArray made, NDArray truth) {
        heard = new NDList(truth, made.stopGradient());
        List<NDList> seen = discriminator.forward(made);
        List<NDList> wanted = discriminator.forward(truth);
        NDArray sum = made.getManager().create(0f);
        double share = 1.0 / seen.size();
        for (int i = 0; i < seen.size(); i++) {
            NDList layers = seen.get(i);
            int last = layers.size() - 1;
            sum = sum.add(Functional.scale(layers.get(last).mean(), -ADVERSARIAL * share));
            for (int layer = 0; layer < last; layer++) {
                NDArray target = wanted.get(i).get(layer).stopGradient();
                NDArray distance = layers.get(layer).sub(target).abs().mean();
                sum = sum.add(Functional.scale(distance, FEATURES * share / last));
            }
        }
        return sum;
    }

    /** The discriminator, if there is one. */
    Optional<Opponent> opponent() {
        Discriminator opponent = discriminator;
        if (opponent == null) {
            return Optional.empty();
        }
        return Optional.of(new Opponent() {
            @Override
            public Weights weights() {
                return opponent.weights();
            }

            @Override
            public double rate() {
                return OPPONENT_RATE;
            }

            @Override
            public NDArray loss(NDManager scope, long update) {
                NDArray truth = heard.get(0);
                NDArray made = heard.get(1);
                List<NDList> ofTruth = opponent.forward(truth);
                List<NDList> ofMade = opponent.forward(made);
                NDArray sum = scope.create(0f);
                for (int i = 0; i < ofTruth.size(); i++) {
                    NDArray right = ofTruth.get(i).get(ofTruth.get(i).size() - 1);
                    NDArray wrong = ofMade.get(i).get(ofMade.get(i).size() - 1);
                    sum = sum.add(Activation.relu(right.neg().add(1)).mean())
                            .add(Activation.relu(wrong.add(1)).mean());
                }
                return sum;
            }
        });
    }
}
