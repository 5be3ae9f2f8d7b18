package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.AdoptedWeights;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.LowRank;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Teaches a trained generator something new from a few clips: a voice, a word, an instrument. It goes on learning as it
 * did at first ({@link DiffusionTraining}); classes that it does not know are added to its own. So that it does not
 * forget the others, it rehearses them on clips that it made itself before (Ruiz et al. 2023, DreamBooth), for which
 * nobody needs what it was trained on.
 *
 * <p>Asked for nothing, it is to remain what it was: new clips never have their class hidden, rehearsed ones do.
 * {@link Guidance} then leads from what the generator has always done towards what it has learned.
 */
public final class FineTuning implements Trainee {
    /** Clips made before training, to be rehearsed. */
    public static final int PRIOR_CLIPS = 200;

    private static final int PRIOR_BATCH = 50;

    private final Pretrained model;
    private final GeneratorSpec spec;
    private final long seed;
    private final Map<String, Object> fingerprint;
    private final DenoisingObjective objective;
    private final DiffusionTraining training;
    private final List<float[]> prior = new ArrayList<>();
    private final List<Condition> priorAsked = new ArrayList<>();
    private final List<Integer> kept;

    /**
     * Prepares the fine-tuning of a generator.
     *
     * @param model the generator
     * @param tuning how it is done
     * @param data the new clips, in the classes of {@link #grown}
     * @param plan whose seed is that of everything random
     * @param manager closes the network's arrays
     * @throws CheckpointException if the generator is damaged
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the data have other features than the generator, not its classes first, or a
     *     pitch that it does not know
     */
    public FineTuning(
            Pretrained model,
            TuningPlan tuning,
            TrainingData<LogMelDataset> data,
            TrainingPlan plan,
            DiffusionTraining.Preview preview,
            NDManager manager)
            throws IOException {
        this.model = model;
        this.seed = plan.seed();
        GeneratorSpec old = model.spec();
        this.spec = old.withClasses(data.train().classes());
        this.kept = conditionsWithout(data.train(), old.classes().size());
        Map<String, Tensor> arrays = model.arrays();
        Checkpoint.requireSize(model.directory(), arrays, DiffusionTransformer.size(old.network()));
        DiffusionTransformer network = new DiffusionTransformer(spec.network(), Declaration.blank(manager));
        Checkpoint.load(
                model.directory(), AdoptedWeights.grown(arrays, spec.classes().size()), network.weights());
        this.objective = new DenoisingObjective(spec, data, plan, new PriorRehearsal(tuning.prior()));
        this.training = new DiffusionTraining(objective, trainable(tuning.rank(), network, manager), preview, manager);
        this.fingerprint = new LinkedHashMap<>(training.fingerprint());
        fingerprint.put("model", Checkpoint.fingerprint(arrays));
        fingerprint.put("tuning", tuning);
    }

    /** All weights, or low-rank updates of them and whole rows for classes that are new. */
    private TrainableNetwork trainable(int rank, DiffusionTransformer network, NDManager manager) {
        if (rank == 0) {
            return TrainableNetwork.ofAll(network);
        }
        LowRank factors = new LowRank(network.weights(), rank, manager, Seeds.stream(seed, "factors", 0));
        int first = model.spec().classes().size();
        int added = spec.classes().size() - first;
        if (added > 0) {
            factors.addRows("class", first, added);
        }
        return TrainableNetwork.of(spec.network(), factors);
    }

    /** Clips that the generator made itself before. */
    private final class PriorRehearsal implements Rehearsal {
        private final double share;

        PriorRehearsal(double share) {
            this.share = share;
        }

        @Override
        public int places(int batch) {
            return kept.isEmpty() ? 0 : (int) Math.round(share * batch);
        }

        @Override
        public boolean alone() {
            return !spec.classes().isEmpty();
        }

        @Override
        public Condition draw(float[] clip, RandomGenerator random) {
            int drawn = random.nextInt(prior.size());
            System.arraycopy(prior.get(drawn), 0, clip, 0, clip.length);
            return priorAsked.get(drawn);
        }
    }

    /** What the generator can be asked for, nothing included, that the new clips are not. */
    private static List<Integer> conditionsWithout(LogMelDataset data, int classes) {
        List<Integer> there = IntStream.range(0, data.size())
                .map(data::classOf)
                .distinct()
                .boxed()
                .toList();
        return IntStream.range(Condition.NONE, classes)
                .filter(c -> !there.contains(c))
                .boxed()
                .toList();
    }

    /** The classes of a generator and after them those of {@code names} that it does not know. */
    public static List<String> grown(GeneratorSpec generator, List<String> names) {
        return generator.withClasses(names).classes();
    }

    /** How many clips {@link #makePrior} will make; none if there is nothing to rehearse. */
    public int priorClips() {
        return objective.rehearsed() == 0 ? 0 : PRIOR_CLIPS;
    }

    /**
     * Has the generator, as it was before, make the clips to be rehearsed; once, before the first update.
     *
     * @param precision what it computes in
     * @param watch told how many there are, now and then; may cancel by throwing
     * @throws IOException if it cannot be read
     */
    public void makePrior(Precision precision, IntConsumer watch) throws IOException {
        if (priorClips() == 0 || !prior.isEmpty()) {
            return;
        }
        long[] seeds = GaussianNoise.itemSeeds(Seeds.key(seed, "prior", 0), PRIOR_CLIPS);
        RandomGenerator random = Seeds.stream(seed, "prior pitches", 0);
        try (MagnitudeGenerator before = MagnitudeGenerator.load(model.directory(), precision)) {
            SamplingPlan plan = before.plan();
            float silence = (float) Math.log(spec.features().floor());
            for (int start = 0; start < PRIOR_CLIPS; start += PRIOR_BATCH) {
                int from = start;
                Condition condition = priorCondition(from, random);
                List<LogMel> clips = before.generate(
                        // The generator's own distribution: guidance would be learned, and then be applied again.
                        plan.with(plan.sampler(), plan.steps(), 1),
                        condition,
                        Arrays.copyOfRange(seeds, from, from + PRIOR_BATCH),
                        (step, steps, sigma, x, denoised) -> watch.accept(from + PRIOR_BATCH * step / steps));
                for (int i = 0; i < clips.size(); i++) {
                    float[] values = clips.get(i).toArray();
                    for (int j = 0; j < values.length; j++) {
                        values[j] = Math.max(values[j], silence);
                    }
                    prior.add(values);
                    priorAsked.add(condition.item(i));
                }
            }
        }
        watch.accept(PRIOR_CLIPS);
    }

    private Condition priorCondition(int from, RandomGenerator random) {
        int[] classes = new int[PRIOR_BATCH];
        Arrays.setAll(classes, i -> kept.get((from + i) % kept.size()));
        return Condition.of(classes).withAnyPitches(spec.network().pitches(), random);
    }

    /** The fine-tuned generator's description. */
    public GeneratorSpec spec() {
        return spec;
    }

    @Override
    public Weights weights() {
        return training.weights();
    }

    @Override
    public Map<String, Tensor> model(Map<String, Tensor> averaged) {
        return training.model(averaged);
    }

    /** Floating-point operations of one clip's forward and backward pass. */
    public double flopsPerClip() {
        return training.flopsPerClip();
    }

    @Override
    public Map<String, Object> fingerprint() {
        return fingerprint;
    }

    @Override
    public NDArray loss(NDManager scope, long update) {
        if (priorClips() > 0 && prior.isEmpty()) {
            throw new IllegalStateException("the prior clips were not made");
        }
        return training.loss(scope, update);
    }

    @Override
    public Map<String, Double> evaluate(long update) throws IOException {
        return training.evaluate(update);
    }
}
