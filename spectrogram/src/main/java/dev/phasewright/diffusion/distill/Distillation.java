package dev.phasewright.diffusion.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.Samplers;
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
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Teaches a network to do in a few evaluations what a trained generator, the teacher, does in dozens: to find, from a
 * noisy clip, the end of the teacher's way and not the mean of all ends. The student begins as a copy of the teacher;
 * the teacher's guidance becomes part of it.
 */
public final class Distillation implements Trainee {
    private static final int HELD_OUT = 64;

    private final GeneratorSpec spec;
    private final DistilledLevels levels;
    private final Map<String, Object> fingerprint;
    private final DiffusionTraining.Preview preview;
    private final NDManager manager;
    private final DiffusionTransformer network;
    private final Denoiser student;
    private final Weights teacherWeights;
    private final Teacher teacher;
    private final TargetSource targets;
    private Map<Double, DenoisingBatch> heldOut = Map.of();

    /**
     * Prepares the teaching of a copy of a trained generator.
     *
     * @param distilling who is taught by whom, what and how
     * @param data real clips
     * @param plan whose seed is that of everything random
     * @param manager closes the networks' arrays
     * @throws CheckpointException if the teacher is itself a student, or it or what is begun with is missing or damaged, or
     *     their networks differ
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is no clip, or the data have other features or classes than the teacher,
     *     or a pitch that it does not know, or were not measured by its knobs
     */
    public Distillation(
            DistillationPlan distilling,
            LogMelDataset data,
            TrainingPlan plan,
            DiffusionTraining.Preview preview,
            NDManager manager)
            throws IOException {
        this(distilling, recordings(distilling, data), data.fingerprint(), plan, preview, manager);
    }

    /**
     * Prepares the teaching of a copy of a trained generator, by clips from anywhere.
     *
     * @param distilling who is taught by whom, what and how
     * @param clips in the network's units
     * @param origin of the clips: the same for the same
     * @param plan whose seed is that of everything random
     * @param manager closes the networks' arrays
     * @throws CheckpointException as the other constructor does
     * @throws IOException if the teacher cannot be read
     */
    public Distillation(
            DistillationPlan distilling,
            ClipSource clips,
            String origin,
            TrainingPlan plan,
            DiffusionTraining.Preview preview,
            NDManager manager)
            throws IOException {
        Path directory = distilling.teacher();
        Path begin = distilling.begin();
        this.spec = requireTeacher(directory);
        this.levels = distilling.levels();
        this.preview = preview;
        this.manager = manager;
        Map<String, Tensor> arrays = Checkpoint.read(directory);
        Checkpoint.requireSize(directory, arrays, DiffusionTransformer.size(spec.network()));
        Map<String, Tensor> first = begin.equals(directory) ? arrays : student(begin);
        this.network = load(begin, first);
        this.student = NetworkDenoiser.of(network, spec);
        DiffusionTransformer taught = load(directory, arrays);
        this.teacherWeights = taught.weights();
        teacherWeights.freeze();
        SamplingPlan teaching = distilling.teaching();
        this.teacher = new Teacher(
                spec.network(), spec.harmonics(), guided(taught, teaching), teaching, levels, distilling.only());
        this.fingerprint =
                fingerprint(distilling, origin, Checkpoint.fingerprint(arrays), Checkpoint.fingerprint(first));
        this.targets = switch (distilling.method()) {
            case TRAJECTORIES -> new TrajectoryTargets(teacher, clips, plan.batch(), plan.seed());
            case CONSISTENCY -> new ConsistencyTargets(teacher, student, clips, plan.batch(), plan.seed());
        };
    }

    private static ClipSource recordings(DistillationPlan distilling, LogMelDataset data) throws IOException {
        GeneratorSpec spec = requireTeacher(distilling.teacher());
        if (data.size() == 0) {
            throw new IllegalArgumentException("there is no recording to learn from");
        }
        data.requireFit(spec.features(), spec.classes(), spec.network().pitches());
        KnobScale.requireMeasured(spec.knobs(), data);
        return ClipSource.of(data, spec);
    }

    private Denoiser guided(DiffusionTransformer network, SamplingPlan teaching) {
        return new Guidance(
                NetworkDenoiser.of(network, spec),
                teaching.guidance(),
                teaching.guidanceLow(),
                teaching.guidanceHigh());
    }

    private Map<String, Object> fingerprint(DistillationPlan plan, String clips, String teacher, String begin) {
        SamplingPlan teaching = plan.teaching();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("data", clips);
        all.put("network", spec.network());
        all.put("teacher", teacher);
        if (!begin.equals(teacher)) {
            all.put("from", begin);
        }
        all.put("method", plan.method().toString());
        if (plan.only() != null) {
            all.put("only", List.of(plan.only().classOf(0), plan.only().pitchOf(0)));
        }
        all.put("levels", plan.levels().levels());
        all.put("teacherSteps", teaching.steps());
        all.put(
                "teacherLevels",
                DoubleStream.of(teaching.schedule().levels(teaching.steps()))
                        .boxed()
                        .toList());
        all.put(
                "teaching",
                List.of(
                        Samplers.name(teaching.sampler()),
                        teaching.guidance(),
                        teaching.guidanceLow(),
                        teaching.guidanceHigh()));
        return all;
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
        if (spec.corruptedBy() != null) {
            throw new CheckpointException(directory + ": undoes " + spec.corruptedBy()
                    + ", and students are taught with white noise; give a model of white noise");
        }
        return spec;
    }

    /** What is taught to whom, as it is stored. */
    public GeneratorSpec describe(Map<String, String> origin) {
        return spec.withOrigin(origin).withDistilled(levels);
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
    public Map<String, Object> fingerprint() {
        return fingerprint;
    }

    @Override
    public NDArray loss(NDManager scope, long update) {
        teacherWeights.computeIn(network.weights().precision());
        return targets.batch(scope, update).loss(network, scope);
    }

    /**
     * How far the student's guess is from where the teacher ends, root mean square, at each of the student's levels; and
     * the loss. Of trajectories that are the same each time and never learned from.
     */
    @Override
    public Map<String, Double> evaluate(long update) throws IOException {
        teacherWeights.computeIn(network.weights().precision());
        if (heldOut.isEmpty()) {
            heldOut = holdOut();
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        double mean = 0;
        for (Map.Entry<Double, DenoisingBatch> held : heldOut.entrySet()) {
            try (NDManager scope = manager.newSubManager()) {
                mean += held.getValue().loss(network, scope).getFloat() / heldOut.size();
                figures.put("distance@" + held.getKey(), held.getValue().distance(student, scope));
            }
        }
        figures.put("loss", mean);
        try (MagnitudeGenerator model = MagnitudeGenerator.of(spec.withDistilled(levels), student, manager)) {
            preview.draw(model, update);
        }
        return figures;
    }

    private Map<Double, DenoisingBatch> holdOut() {
        List<DenoisingBatch> all = TrajectoryTargets.heldOut(teacher, manager, HELD_OUT);
        Map<Double, DenoisingBatch> byLevel = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            byLevel.put(levels.levels().get(i), all.get(i));
        }
        return byLevel;
    }
}
