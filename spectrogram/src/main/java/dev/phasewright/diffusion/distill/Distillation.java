package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.HeunSampler;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.NetworkDenoiser;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Weights;
import dev.phasewright.train.Trainee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Teaches a network to do in a few evaluations what a trained generator, the teacher, does in dozens: to find, from a
 * noisy clip, the end of the teacher's way and not the mean of all ends. The student begins as a copy of the teacher;
 * the teacher's guidance becomes part of it.
 */
public final class Distillation implements Trainee {
    private static final int HELD_OUT = 64;

    private final GeneratorSpec spec;
    private final DistilledLevels fewSteps;
    private final String fingerprint;
    private final DiffusionTraining.Preview preview;
    private final NDManager manager;
    private final DiffusionTransformer network;
    private final Weights teacherWeights;
    private final Denoiser teacher;
    private final SamplingPlan teaching;
    private final TargetSource lessons;
    private Map<Double, DenoisingBatch> heldOut = Map.of();

    /** How a student is taught. */
    public enum Method {
        /** From whole trajectories of the teacher: each state on the way is to become its end. */
        TRAJECTORIES,
        /** Discrete consistency distillation: from single steps of the teacher. */
        CONSISTENCY;

        /** The teacher's steps where it is not told otherwise. */
        public SamplingPlan teaching(int steps) {
            SamplingPlan standard = SamplingPlan.DEFAULT;
            return standard.with(
                    // A sampler that looks back has nothing to look back to in a single step.
                    this == CONSISTENCY ? new HeunSampler() : standard.sampler(), steps, standard.guidance());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Prepares the teaching of a copy of a trained generator.
     *
     * @param teacher the directory of the generator
     * @param begin the directory of the weights to begin with: the teacher's, or an earlier student's of the same network
     * @param fewSteps what is taught
     * @param teaching how the teacher steps, a deterministic sampler and its guidance
     * @param data real clips
     * @param batch clips an update
     * @param seed of everything random
     * @param manager closes the networks' arrays
     * @throws CheckpointException if the teacher is itself a student, or it or what is begun with is missing or damaged, or
     *     their networks differ
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is no clip, or the data have other features or classes than the teacher,
     *     or a pitch that it does not know
     */
    public Distillation(
            Path teacher,
            Path begin,
            DistilledLevels fewSteps,
            Method method,
            SamplingPlan teaching,
            LogMelDataset data,
            int batch,
            long seed,
            DiffusionTraining.Preview preview,
            NDManager manager)
            throws IOException {
        this.spec = requireTeacher(teacher);
        if (data.size() == 0) {
            throw new IllegalArgumentException("there is no recording to learn from");
        }
        DiffusionTraining.requireSame("features", spec.features(), data.spec());
        DiffusionTraining.requireSame("classes", spec.classes(), data.classes());
        DiffusionTraining.requirePitches(spec.network().pitches(), data);
        this.fewSteps = fewSteps;
        this.teaching = teaching;
        this.preview = preview;
        this.manager = manager;
        Map<String, Tensor> arrays = Checkpoint.read(teacher);
        Checkpoint.requireSize(teacher, arrays, DiffusionTransformer.size(spec.network()));
        Map<String, Tensor> first = begin.equals(teacher) ? arrays : student(begin);
        this.network = load(begin, first);
        DiffusionTransformer taught = load(teacher, arrays);
        this.teacherWeights = taught.weights();
        teacherWeights.freeze();
        this.teacher = new Guidance(
                new NetworkDenoiser(taught),
                teaching.guidance(),
                teaching.guidanceLow(),
                teaching.guidanceHigh());
        this.fingerprint = "data " + data.fingerprint() + ", " + spec.network() + ", teacher "
                + Checkpoint.fingerprint(arrays)
                + (begin.equals(teacher) ? "" : ", from " + Checkpoint.fingerprint(first)) + ", " + method + ", "
                + fewSteps + ", " + teaching;
        ClipSource clips = ClipSource.of(data, spec.normalization(), spec.network());
        this.lessons = switch (method) {
            case TRAJECTORIES ->
                new TrajectoryTargets(spec.network(), this.teacher, teaching, fewSteps, clips, batch, seed);
            case CONSISTENCY ->
                new ConsistencyTargets(
                        spec.network(),
                        this.teacher,
                        new NetworkDenoiser(network),
                        teaching,
                        fewSteps,
                        clips,
                        batch,
                        seed);
        };
    }

    private Map<String, Tensor> student(Path directory) throws IOException {
        GeneratorSpec other = Checkpoint.describe(directory, GeneratorSpec.class, GeneratorSpec.KIND);
        if (!other.network().equals(spec.network())) {
            throw new CheckpointException(
                    directory + ": has " + other.network() + ", but the teacher " + spec.network());
        }
        Map<String, Tensor> arrays = Checkpoint.read(directory);
        Checkpoint.requireSize(directory, arrays, DiffusionTransformer.size(spec.network()));
        return arrays;
    }

    private DiffusionTransformer load(Path directory, Map<String, Tensor> arrays) throws CheckpointException {
        DiffusionTransformer loaded = new DiffusionTransformer(spec.network(), Declaration.blank(manager));
        Checkpoint.load(directory, arrays, loaded.weights());
        return loaded;
    }

    /**
     * The description of a generator to learn from.
     *
     * @throws CheckpointException if it is a student itself, or no generator
     * @throws IOException if it cannot be read
     */
    public static GeneratorSpec requireTeacher(Path directory) throws IOException {
        GeneratorSpec spec = Checkpoint.describe(directory, GeneratorSpec.class, GeneratorSpec.KIND);
        if (spec.distilled() != null) {
            throw new CheckpointException(
                    directory
                            + ": was distilled itself, so it has no way from noise to learn from; give the model it learned from");
        }
        return spec;
    }

    /** What is taught to whom, as it is stored. */
    public GeneratorSpec describe(Map<String, String> origin) {
        return spec.withOrigin(origin).withDistilled(fewSteps);
    }

    @Override
    public Weights weights() {
        return network.weights();
    }

    /** Floating-point operations of one clip's forward and backward pass, without the teacher's. */
    public double flopsPerClip() {
        return 3 * DiffusionTransformer.size(spec.network()).operations();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public NDArray loss(NDManager scope, long step) {
        teacherWeights.computeIn(network.weights().precision());
        return lessons.at(scope, step).loss(network, scope);
    }

    /**
     * How far the student's guess is from where the teacher ends, root mean square, at each of the student's levels; and
     * the loss. Of trajectories that are the same each time and never learned from.
     */
    @Override
    public Map<String, Double> evaluate(long step) throws IOException {
        teacherWeights.computeIn(network.weights().precision());
        if (heldOut.isEmpty()) {
            heldOut = holdOut();
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        double mean = 0;
        Denoiser student = new NetworkDenoiser(network);
        for (Map.Entry<Double, DenoisingBatch> held : heldOut.entrySet()) {
            try (NDManager scope = manager.newSubManager()) {
                mean += held.getValue().loss(network, scope).getFloat() / heldOut.size();
                figures.put("distance@" + held.getKey(), held.getValue().distance(student, scope));
            }
        }
        figures.put("loss", mean);
        try (MagnitudeGenerator model = MagnitudeGenerator.of(spec.withDistilled(fewSteps), student, manager)) {
            preview.draw(model, step);
        }
        return figures;
    }

    private Map<Double, DenoisingBatch> holdOut() {
        List<DenoisingBatch> all =
                TrajectoryTargets.heldOut(spec.network(), teacher, teaching, fewSteps, manager, HELD_OUT);
        Map<Double, DenoisingBatch> byLevel = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            byLevel.put(fewSteps.levels().get(i), all.get(i));
        }
        return byLevel;
    }
}
