package dev.phasewright.vocoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.learn.Epochs;
import dev.phasewright.spectrogram.learn.Seeds;
import dev.phasewright.spectrogram.learn.Trainee;
import dev.phasewright.spectrogram.learn.WaveDataset;
import dev.phasewright.spectrogram.learn.Weights;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains a vocoder's three networks side by side on recordings: the linear door's on true magnitudes, the mel door's on
 * log-mel ones, of which a part is perturbed as generated magnitudes are, so that it meets no surprise there.
 */
public final class VocoderTraining implements Trainee {
    private static final int VALIDATION_CLIPS = 24;
    private static final int VALIDATION_SECONDS = 2;

    private final VocoderSpec spec;
    private final WaveDataset train;
    private final WaveDataset validation;
    private final int frames;
    private final int batch;
    private final long seed;
    private final NDManager manager;
    private final Weights weights;
    private final MagnitudeNetwork magnitudes;
    private final PhaseNetwork linear;
    private final PhaseNetwork mel;
    private final Epochs epochs;
    private final Stft stft;
    private final MelFilterBank filters;
    private final MelInversion inversion;

    /**
     * Prepares the training of new networks.
     *
     * @param train what is learned from, at the spec's rate
     * @param validation what the result is measured on; may have no recordings
     * @param frames a clip, at least 2
     * @param batch clips an update
     * @param seed of initial weights, order and everything else
     * @param manager closes the networks' arrays
     * @throws IllegalArgumentException if there is no recording to learn from, or the data have another rate
     */
    public VocoderTraining(
            VocoderSpec spec,
            WaveDataset train,
            WaveDataset validation,
            int frames,
            int batch,
            long seed,
            NDManager manager) {
        if (train.size() == 0) {
            throw new IllegalArgumentException("there is no recording to learn from");
        }
        if (train.sampleRate() != spec.stft().sampleRate()) {
            throw new IllegalArgumentException("recordings at " + train.sampleRate() + " Hz do not fit " + spec.stft());
        }
        if (frames < 2 || batch < 1) {
            throw new IllegalArgumentException(batch + " clips of " + frames + " frames teach nothing");
        }
        this.spec = spec;
        this.train = train;
        this.validation = validation;
        this.frames = frames;
        this.batch = batch;
        this.seed = seed;
        this.manager = manager;
        this.weights = NetworkVocoder.initialize(spec, manager, Seeds.stream(seed, "weights", 0));
        this.magnitudes = NetworkVocoder.magnitudes(spec, weights);
        this.linear = NetworkVocoder.linear(spec, weights);
        this.mel = NetworkVocoder.mel(spec, weights);
        this.epochs = new Epochs(train.size(), seed);
        this.stft = Stft.of(spec.stft());
        this.filters = MelFilterBank.of(spec.features());
        this.inversion = MelInversion.of(spec.features());
    }

    @Override
    public Weights weights() {
        return weights;
    }

    /** Floating-point operations of one clip's forward and backward pass. */
    public double flopsPerClip() {
        return 3 * frames * (2 * spec.phase().flopsPerFrame(spec.stft()) + MagnitudeNetwork.flopsPerFrame(spec));
    }

    @Override
    public String fingerprint() {
        return "data " + train.fingerprint() + ", " + spec.withOrigin(Map.of()) + ", clips of " + frames + " frames";
    }

    @Override
    public NDArray loss(NDManager scope, long step) {
        VocoderBatch drawn = new VocoderBatch(filters, inversion, spec, stft, batch, frames);
        long first = (step - 1) * batch;
        int[] items = new int[batch];
        Arrays.setAll(items, i -> epochs.itemAt(first + i));
        IntStream.range(0, batch).parallel().forEach(i -> {
            RandomGenerator random = new SplittableRandom(Seeds.key(seed, "clip", first + i));
            drawn.put(i, clip(items[i], random), random);
        });
        NDArray phase = drawn.phaseLoss(scope, linear.forward(drawn.input(scope)));
        NDArray estimate = magnitudes.forward(drawn.logMel(scope), drawn.prior(scope));
        NDArray magnitude = drawn.magnitudeLoss(scope, estimate);
        // The magnitudes are not to become what makes phases easy.
        NDList fromMel = mel.forward(PhaseNetwork.input(estimate.stopGradient()));
        return phase.add(magnitude).add(drawn.phaseLoss(scope, fromMel));
    }

    /** A piece of a recording, long enough that every frame's window is full. */
    private float[] clip(int item, RandomGenerator random) {
        float[] samples =
                new float[(frames - 1) * spec.stft().hop() + spec.stft().fftSize()];
        train.copyRandom(item, samples.length, samples, 0, random);
        return samples;
    }

    /**
     * What the vocoder alone reaches on held-out recordings: the spectral convergence in dB of both doors, and the mel
     * door's log-spectral distance in dB.
     */
    @Override
    public Map<String, Double> evaluate(long step) {
        Map<String, Double> figures = new LinkedHashMap<>();
        int clips = Math.min(VALIDATION_CLIPS, validation.size());
        double[] sums = new double[3];
        // Closed with the training's manager.
        NetworkVocoder vocoder = new NetworkVocoder(spec, weights, manager);
        for (int i = 0; i < clips; i++) {
            int item = (int) ((long) i * validation.size() / clips);
            int length = Math.min(validation.samples(item), VALIDATION_SECONDS * validation.sampleRate());
            float[] samples = new float[length];
            validation.copy(item, 0, length, samples, 0);
            Magnitudes truth = stft.forward(samples).magnitudes();
            RandomGenerator random = new SplittableRandom(0);
            float[] copy = stft.inverse(vocoder.phase().reconstruct(truth, random));
            sums[0] += SpectralConvergence.between(truth, stft.forward(copy).magnitudes());
            LogMel logMel = filters.apply(truth);
            float[] fromMel = vocoder.synthesize(logMel, random).channel(0);
            Magnitudes heard = stft.forward(Arrays.copyOf(fromMel, length)).magnitudes();
            sums[1] += SpectralConvergence.between(truth, heard);
            sums[2] += LogSpectralDistance.between(truth, heard);
        }
        if (clips > 0) {
            figures.put("loss", sums[0] / clips);
            figures.put("mel convergence", sums[1] / clips);
            figures.put("mel log-spectral distance", sums[2] / clips);
        }
        return figures;
    }
}
