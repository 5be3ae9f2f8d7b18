package dev.phasewright.vocoder.vocos;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.audio.Audio;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.LogMelTransform;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.mel.MelInversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A published Vocos model (H. Siuzdak 2023), such as vocos-mel-24khz: a network that makes magnitudes and phases of log-mel
 * values in one go, and an inverse STFT. Nothing in it is random. Several threads may use it and take turns.
 *
 * <p>Long sounds are made a piece at a time from as many frames as each sample depends on ({@link #reach}), so memory
 * beyond the result does not grow with length, and the result is that of one go but for rounding.
 *
 * <pre>{@code
 * try (Vocos vocos = Vocos.load(Path.of("vocos-mel-24khz"))) {
 *     Audio again = vocos.synthesize(vocos.features(speech), random);
 * }
 * }</pre>
 */
public final class Vocos implements Vocoder {
    /** Frames whose samples are made at a time. */
    private static final int CHUNK = 1024;

    /** How far a stored filter or window may be from ours; float32 arithmetic is ten times as near. */
    private static final double TOLERANCE = 1e-3;

    private static final String PICKLED = "pytorch_model.bin";

    private final MelSpec spec;
    private final LogMelTransform features;
    private final Stft stft;
    private final VocosNetwork network;
    private final NDManager manager;

    private Vocos(VocosSpec spec, LogMelTransform features, VocosNetwork network, NDManager manager) {
        this.spec = spec.features();
        this.features = features;
        this.stft = Stft.of(this.spec.stft());
        this.network = network;
        this.manager = manager;
    }

    /**
     * Loads a model.
     *
     * @param directory with {@code model.safetensors}, the float32 or float16 arrays under their published names, and
     *     {@code config.yaml} as published; or {@code config.json} with {@code sample_rate}, {@code n_fft}, {@code
     *     hop_length}, {@code n_mels}, {@code dim}, {@code intermediate_dim} and {@code num_layers}
     * @throws CheckpointException if either is missing or corrupt, they do not fit each other (an array's name and both
     *     shapes are told), or the model takes other features than HTK mel magnitudes of centred frames
     * @throws IOException if they cannot be read
     */
    public static Vocos load(Path directory) throws IOException {
        VocosSpec spec = VocosSpec.read(directory);
        Path file = directory.resolve(Checkpoint.WEIGHTS);
        if (!Files.exists(file) && Files.exists(directory.resolve(PICKLED))) {
            throw new CheckpointException(directory.resolve(PICKLED)
                    + ": a Python pickle, which is not read; convert it there: python3 -c \"import torch; from"
                    + " safetensors.torch import save_file; save_file({k: v.clone().contiguous() for k, v in torch.load('"
                    + PICKLED
                    + "', map_location='cpu').items()}, '" + Checkpoint.WEIGHTS + "')\"");
        }
        Map<String, Tensor> arrays = Checkpoint.read(directory);
        requireSize(directory, spec, arrays);
        LogMelTransform features = features(directory, spec.features());
        NDManager manager = NDManager.newBaseManager();
        try {
            VocosNetwork network = new VocosNetwork(spec, Declaration.blank(manager));
            Weights weights = network.weights();
            Checkpoint.load(file, arrays, VocosNetwork::publishedName, weights);
            weights.freeze();
            requireNoneLeft(file, arrays, weights);
            requireFeatures(file, arrays, spec.features());
            return new Vocos(spec, features, network, manager);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The features that a model takes, from its description alone.
     *
     * @throws CheckpointException if that is missing, corrupt, or of another kind of model
     * @throws IOException if it cannot be read
     */
    public static MelSpec describe(Path directory) throws IOException {
        return VocosSpec.read(directory).features();
    }

    /** Keeps a damaged description from having a network made that is far larger than what is stored. */
    private static void requireSize(Path directory, VocosSpec spec, Map<String, Tensor> arrays)
            throws CheckpointException {
        double stored =
                arrays.values().stream().mapToDouble(t -> t.values().length).sum();
        double parameters = VocosNetwork.size(spec).parameters();
        if (parameters > 2 * stored + 1e6) {
            throw new CheckpointException(directory
                    + String.format(
                            Locale.ROOT,
                            ": the configuration is of a network of %.0f parameters, %s holds %.0f; fetch the model again",
                            parameters,
                            Checkpoint.WEIGHTS,
                            stored));
        }
    }

    private static LogMelTransform features(Path directory, MelSpec spec) throws CheckpointException {
        try {
            return LogMelTransform.of(spec).mirrored();
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(directory + ": " + e.getMessage() + "; choose another model", e);
        }
    }

    /** A network with more blocks than its description says would sound wrong without a word. */
    private static void requireNoneLeft(Path file, Map<String, Tensor> arrays, Weights weights)
            throws CheckpointException {
        Set<String> known =
                weights.names().stream().map(VocosNetwork::publishedName).collect(Collectors.toSet());
        for (String name : arrays.keySet()) {
            boolean ofNetwork = name.startsWith("backbone.") || name.startsWith("head.out.");
            if (ofNetwork && !known.contains(name)) {
                throw new CheckpointException(
                        file + ": array " + name + " has no place in the network configured; fetch the model again");
            }
        }
    }

    /** Published models hold their own filters and windows: where they do, they have to be those of the spec. */
    private static void requireFeatures(Path file, Map<String, Tensor> arrays, MelSpec spec)
            throws CheckpointException {
        int bands = spec.bands();
        int bins = spec.stft().bins();
        int n = spec.stft().fftSize();
        double[] window = spec.stft().window().samples(n);
        requireSame(file, arrays, "feature_extractor.mel_spec.spectrogram.window", new Shape(n), i -> window[i]);
        requireSame(file, arrays, "head.istft.window", new Shape(n), i -> window[i]);
        String filters = "feature_extractor.mel_spec.mel_scale.fb";
        if (arrays.containsKey(filters)) {
            float[] ours = MelFilterBank.of(spec).weights();
            requireSame(file, arrays, filters, new Shape(bins, bands), i -> ours[i % bands * bins + i / bands]);
        }
    }

    private static void requireSame(
            Path file, Map<String, Tensor> arrays, String name, Shape shape, IntToDoubleFunction wanted)
            throws CheckpointException {
        Tensor stored = arrays.get(name);
        if (stored == null) {
            return;
        }
        if (!stored.shape().equals(shape)) {
            throw new CheckpointException(file + ": array " + name + " is " + stored.shape() + ", wanted " + shape
                    + "; fetch the model again");
        }
        for (int i = 0; i < stored.values().length; i++) {
            // Negated, so that NaN differs.
            if (!(Math.abs(stored.values()[i] - wanted.applyAsDouble(i)) <= TOLERANCE)) {
                throw new CheckpointException(file + ": array " + name + " holds " + stored.values()[i]
                        + " where periodic Hann windows and HTK mel filters of unit peak have "
                        + (float) wanted.applyAsDouble(i) + "; choose another model");
            }
        }
    }

    /** The features it takes. */
    public MelSpec spec() {
        return spec;
    }

    /**
     * The number of frames before and after a sample's place that it depends on: a caller with pieces of its own gives
     * each so many more on either side, and cuts {@code reach·hop} samples off again.
     */
    public int reach() {
        StftSpec transform = spec.stft();
        // The frame half a window away ends, or begins, where the sample is, and does not touch it.
        int overlap = (transform.fftSize() / 2 + transform.hop() - 1) / transform.hop() - 1;
        return network.reach() + overlap;
    }

    /**
     * The features of a sound as the model was trained on them: mirrored at both ends, where {@link Stft} takes silence
     * to be, so that the first and the last few frames are not those of {@link Stft} with this spec.
     *
     * @param mono one channel at the spec's rate
     * @return {@code 1 + length / hop} frames
     * @throws IllegalArgumentException if the sound has several channels or another rate
     */
    public LogMel features(Audio mono) {
        StftSpec transform = spec.stft();
        if (mono.channels() != 1 || mono.sampleRate() != transform.sampleRate()) {
            throw new IllegalArgumentException("features of " + mono.channels() + " channels at " + mono.sampleRate()
                    + " Hz, wanted one at " + transform.sampleRate() + " Hz: take one channel and resample it first");
        }
        return features.apply(mono.channel(0));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Values below the spec's floor, which no sound has, count as the floor.
     *
     * @param random not asked
     * @throws IllegalArgumentException if {@code magnitudes} have other features than {@link #spec}
     * @throws IllegalStateException if the weights make values that are not finite
     */
    @Override
    public Audio synthesize(LogMel magnitudes, RandomGenerator random) {
        return Audio.mono(synthesize(magnitudes, CHUNK), spec.stft().sampleRate());
    }

    /** As {@link #synthesize(LogMel, RandomGenerator)}, from so many frames at a time. */
    synchronized float[] synthesize(LogMel magnitudes, int chunk) {
        if (!magnitudes.spec().equals(spec)) {
            throw new IllegalArgumentException(
                    "log-mel values of " + magnitudes.spec() + " do not fit a Vocos model of " + spec);
        }
        int hop = spec.stft().hop();
        int last = magnitudes.frames() - 1;
        float[] values = inRange(magnitudes.toArray());
        float[] out = new float[spec.stft().samples(magnitudes.frames())];
        for (int from = 0; from < last; from += chunk) {
            int to = Math.min(last, from + chunk);
            int first = Math.max(0, from - reach());
            int end = Math.min(last, to + reach()) + 1;
            float[] piece = piece(Arrays.copyOfRange(values, first * spec.bands(), end * spec.bands()));
            System.arraycopy(piece, (from - first) * hop, out, from * hop, (to - from) * hop);
        }
        return out;
    }

    private float[] piece(float[] values) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = scope.create(values, new Shape(1, values.length / spec.bands(), spec.bands()));
            return stft.inverse(network.spectrum(x));
        }
    }

    private float[] inRange(float[] values) {
        float quietest = (float) Math.log(spec.floor());
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(MelInversion.LOUDEST, Math.max(quietest, values[i]));
        }
        return values;
    }

    /** Frees the model. */
    @Override
    public void close() {
        manager.close();
    }
}
