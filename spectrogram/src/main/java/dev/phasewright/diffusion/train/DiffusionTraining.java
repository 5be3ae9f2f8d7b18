package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.Epochs;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Preconditioning;
import dev.phasewright.diffusion.model.AdoptedWeights;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.NetworkDenoiser;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import dev.phasewright.train.Trainee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trains a generator of magnitudes by denoising score matching (Karras et al. 2022, eq. 8): a clip is drowned in noise
 * of a random level and the network is asked for what it was. With EDM's weighting the loss is the plain squared
 * error of the network's own output, of variance 1 at every level.
 */
public final class DiffusionTraining implements Trainee {
    /** Share of clips of which class and pitch are hidden, so that the network also learns to do without (classifier-free guidance). */
    private static final double CONDITION_DROPOUT = 0.1;
    /** Share of clips of which the class alone is hidden, and as many of which the pitch alone is. */
    private static final double SINGLE_DROPOUT = 0.025;

    private static final double[] VALIDATION_LEVELS = {0.1, 0.3, 1, 3, 10};
    private static final int VALIDATION_CLIPS = 128;
    private static final int VALIDATION_BATCH = 64;

    private final GeneratorSpec spec;
    private final LogMelDataset train;
    private final LogMelDataset validation;
    private final TrainingNoise levels;
    private final int batch;
    private final long seed;
    private final Preview preview;
    private final NDManager manager;
    private final TrainableNetwork updates;
    private final Rehearsal rehearsal;
    private final String lineage;
    private final Epochs epochs;

    /** Draws something from the model as it now is. */
    @FunctionalInterface
    public interface Preview {
        /**
         * Called after each checkpoint.
         *
         * @param model the model with its averaged weights; valid during the call only
         * @throws IOException if what was drawn cannot be written
         */
        void draw(MagnitudeGenerator model, long step) throws IOException;
    }

    /**
     * Prepares the training of a new network.
     *
     * @param train what is learned from
     * @param validation what the loss is also measured on; may have no recordings
     * @param batch clips an update
     * @param seed of initial weights, order, noise and everything else
     * @param manager closes the network's arrays
     * @throws IllegalArgumentException if there is no recording to learn from, the data have other features or
     *     classes than the model, or the model has pitches and a recording has none of them
     */
    public DiffusionTraining(
            GeneratorSpec spec,
            LogMelDataset train,
            LogMelDataset validation,
            TrainingNoise levels,
            int batch,
            long seed,
            Preview preview,
            NDManager manager) {
        this(
                spec,
                train,
                validation,
                levels,
                batch,
                seed,
                preview,
                TrainableNetwork.ofAll(fresh(spec, seed, manager)),
                Rehearsal.NONE,
                "",
                manager);
    }

    private static DiffusionTransformer fresh(GeneratorSpec spec, long seed, NDManager manager) {
        return new DiffusionTransformer(
                spec.network(), Declaration.fresh(manager, Seeds.stream(seed, "weights", 0)));
    }

    /**
     * Prepares the training of a network that begins with what another one knows: its arrays, wherever they have the names
     * and shapes of the new one's, and its classes of the same name.
     *
     * @param begin the other generator's directory
     * @throws CheckpointException if that is missing or damaged, was distilled, or has nothing in common with the new one
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException as the other constructor does
     */
    public static DiffusionTraining from(
            Path begin,
            GeneratorSpec spec,
            LogMelDataset train,
            LogMelDataset validation,
            TrainingNoise levels,
            int batch,
            long seed,
            Preview preview,
            NDManager manager)
            throws IOException {
        GeneratorSpec other = FineTuning.requireTunable(begin);
        Map<String, Tensor> arrays = Checkpoint.read(begin);
        DiffusionTransformer network = fresh(spec, seed, manager);
        for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
            Checkpoint.requireFinite(begin, array.getKey(), array.getValue());
        }
        if (AdoptedWeights.adopt(arrays, other.classes(), network.weights(), spec.classes()) == 0) {
            throw new CheckpointException(begin + ": has no array of the new network's shapes: it is " + other.network()
                    + ", the new one " + spec.network() + "; choose its width by --width");
        }
        return new DiffusionTraining(
                spec,
                train,
                validation,
                levels,
                batch,
                seed,
                preview,
                TrainableNetwork.ofAll(network),
                Rehearsal.NONE,
                ", from " + Checkpoint.fingerprint(arrays),
                manager);
    }

    /**
     * Prepares the training of what {@code updates} are of, on clips of {@code rehearsal} too.
     *
     * @param lineage what more the {@link #fingerprint} is to tell
     */
    DiffusionTraining(
            GeneratorSpec spec,
            LogMelDataset train,
            LogMelDataset validation,
            TrainingNoise levels,
            int batch,
            long seed,
            Preview preview,
            TrainableNetwork updates,
            Rehearsal rehearsal,
            String lineage,
            NDManager manager) {
        if (train.size() == 0) {
            throw new IllegalArgumentException("there is no recording to learn from");
        }
        requireSame("features", spec.features(), train.spec());
        requireSame("classes", spec.classes(), train.classes());
        requirePitches(spec.network().pitches(), train);
        requirePitches(spec.network().pitches(), validation);
        this.spec = spec;
        this.train = train;
        this.validation = validation;
        this.levels = levels;
        this.batch = batch;
        this.seed = seed;
        this.preview = preview;
        this.epochs = new Epochs(train.size(), seed);
        this.manager = manager;
        this.updates = updates;
        this.rehearsal = rehearsal;
        this.lineage = lineage;
    }

    public static void requireSame(String what, Object model, Object data) {
        if (!model.equals(data)) {
            throw new IllegalArgumentException("the model's " + what + " are " + model + ", the data's " + data);
        }
    }

    public static void requirePitches(PitchRange range, LogMelDataset data) {
        for (int i = 0; i < data.size() && !range.isEmpty(); i++) {
            if (!range.contains(data.pitchOf(i))) {
                throw new IllegalArgumentException(
                        data.file(i) + ": its pitch is " + data.pitchOf(i) + ", the model's are " + range);
            }
        }
    }

    @Override
    public Weights weights() {
        return updates.weights();
    }

    @Override
    public Map<String, Tensor> model(Map<String, Tensor> averaged) {
        return updates.model(averaged);
    }

    /** Floating-point operations of one clip's forward and backward pass. */
    public double flopsPerClip() {
        return 3 * DiffusionTransformer.size(spec.network()).operations();
    }

    @Override
    public String fingerprint() {
        return "data " + train.fingerprint() + ", " + spec.network() + ", " + levels + lineage;
    }

    @Override
    public NDArray loss(NDManager scope, long step) {
        RandomGenerator random = Seeds.stream(seed, "step", step);
        Batch drawn = new Batch(batch, spec.network().values());
        int fresh = batch - rehearsal.places(batch);
        for (int i = 0; i < batch; i++) {
            if (i < fresh) {
                int item = epochs.itemAt((step - 1) * fresh + i);
                train.copyRandom(item, spec.network().frames(), drawn.clip, 0, random);
                put(drawn, i, train.classOf(item), pitchOf(train, item), rehearsal.alone(), random);
            } else {
                Rehearsal.Clip old = rehearsal.draw(random);
                System.arraycopy(old.values(), 0, drawn.clip, 0, drawn.clip.length);
                put(drawn, i, old.classIndex(), old.pitch(), false, random);
            }
        }
        return drawn.loss(updates.network(scope), scope);
    }

    /** The clips of a batch that are rehearsed. */
    int rehearsed() {
        return rehearsal.places(batch);
    }

    /**
     * Puts the batch's clip into it, at a level and, unless it is to be told whole, with as much of its condition hidden as
     * chance will have it.
     */
    private void put(Batch drawn, int place, int classIndex, int pitch, boolean whole, RandomGenerator random) {
        double hide = random.nextDouble();
        double sigma = levels.draw(random);
        boolean noClass = !whole && hide < CONDITION_DROPOUT;
        boolean noPitch = noClass;
        if (!whole && !spec.network().pitches().isEmpty()) {
            noClass |= hide >= 1 - SINGLE_DROPOUT;
            noPitch |= hide < CONDITION_DROPOUT + SINGLE_DROPOUT;
        }
        drawn.put(place, sigma, noClass ? Condition.NONE : classIndex, random);
        drawn.pitches[place] = noPitch ? Condition.NONE : pitch;
    }

    private int pitchOf(LogMelDataset data, int item) {
        return spec.network().pitches().isEmpty() ? Condition.NONE : data.pitchOf(item);
    }

    /** The loss on held-out clips at fixed noise levels, the same clips and noise each time. */
    @Override
    public Map<String, Double> evaluate(long step) throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        int clips = Math.min(VALIDATION_CLIPS, validation.size());
        double mean = 0;
        for (double sigma : VALIDATION_LEVELS) {
            double sum = 0;
            for (int from = 0; from < clips; from += VALIDATION_BATCH) {
                sum += validationLoss(sigma, from, Math.min(clips, from + VALIDATION_BATCH));
            }
            if (clips > 0) {
                figures.put(String.format(Locale.ROOT, "loss@%s", sigma), sum / clips);
                mean += sum / clips / VALIDATION_LEVELS.length;
            }
        }
        if (clips > 0) {
            figures.put("loss", mean);
        }
        try (NDManager scope = manager.newSubManager();
                MagnitudeGenerator model =
                        MagnitudeGenerator.of(spec, new NetworkDenoiser(updates.network(scope)), manager)) {
            preview.draw(model, step);
        }
        return figures;
    }

    private double validationLoss(double sigma, int from, int to) {
        Batch held = new Batch(to - from, spec.network().values());
        for (int i = from; i < to; i++) {
            // Spread over the recordings, which are sorted by class.
            int item = (int) ((long) i * validation.size() / Math.min(VALIDATION_CLIPS, validation.size()));
            RandomGenerator random = Seeds.stream(seed, "validation", i);
            validation.copyRandom(item, spec.network().frames(), held.clip, 0, random);
            held.put(i - from, sigma, validation.classOf(item), random);
            held.pitches[i - from] = pitchOf(validation, item);
        }
        try (NDManager scope = manager.newSubManager()) {
            return held.loss(updates.network(scope), scope).getFloat() * (to - from);
        }
    }

    /** The network's inputs and targets for one batch. */
    private final class Batch {
        final float[] clip;
        private final float[] input;
        private final float[] target;
        private final double[] noise;
        private final int[] classes;
        final int[] pitches;

        Batch(int size, int values) {
            clip = new float[values];
            input = new float[size * values];
            target = new float[size * values];
            noise = new double[size];
            classes = new int[size];
            pitches = new int[size];
        }

        /** Drowns {@link #clip} in noise and puts it into the batch. */
        void put(int place, double sigma, int classIndex, RandomGenerator random) {
            spec.normalization().normalize(clip);
            Preconditioning c = Preconditioning.at(sigma);
            for (int j = 0; j < clip.length; j++) {
                double noisy = clip[j] + sigma * random.nextGaussian();
                input[place * clip.length + j] = (float) (c.in() * noisy);
                target[place * clip.length + j] = (float) ((clip[j] - c.skip() * noisy) / c.out());
            }
            noise[place] = c.noise();
            classes[place] = classIndex;
        }

        NDArray loss(DiffusionTransformer network, NDManager scope) {
            Shape shape = new Shape(
                    noise.length, spec.network().frames(), spec.network().bands());
            NDArray output = network.forward(
                    scope.create(input, shape), noise, Condition.of(classes).withPitches(pitches));
            return output.sub(scope.create(target, shape)).square().mean();
        }
    }
}
