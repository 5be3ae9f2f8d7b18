package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.data.Epochs;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.harmonic.Harmonics;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.random.Seeds;
import dev.phasewright.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Denoising score matching on recordings, and on clips that are rehearsed (Karras et al. 2022, eq. 8): which clips an update
 * sees, how deep each is drowned and what is hidden of its condition; and the loss on held-out ones.
 */
final class DenoisingObjective {
    private static final double[] VALIDATION_LEVELS = {0.1, 0.3, 1, 3, 10};
    private static final int VALIDATION_CLIPS = 128;
    private static final int VALIDATION_BATCH = 64;
    private final GeneratorSpec spec;
    private final Corruption corruption;
    private final @Nullable Harmonics harmonics;
    private final Excerpts train;
    private final Excerpts validation;
    private final String fingerprint;
    private final TrainingPlan plan;
    private final TrainingNoise noise = TrainingNoise.DEFAULT;
    private final Rehearsal rehearsal;
    private final ConditionDropout dropout;
    private final Epochs epochs;

    /**
     * An objective.
     *
     * @param spec the generator to be
     * @throws IllegalArgumentException if the data have other features or classes than the model, or were not measured by
     *     its knobs, or the model has pitches and a recording has none of them
     */
    DenoisingObjective(GeneratorSpec spec, TrainingData<LogMelDataset> data, TrainingPlan plan, Rehearsal rehearsal) {
        data.train().requireFit(spec.features(), spec.classes(), spec.network().pitches());
        data.validation().requirePitches(spec.network().pitches());
        KnobScale.requireMeasured(spec.knobs(), data.train());
        KnobScale.requireMeasured(spec.knobs(), data.validation());
        this.spec = spec;
        this.corruption = spec.corruption();
        this.harmonics = spec.harmonics();
        this.train = new Excerpts(data.train(), spec);
        this.validation = new Excerpts(data.validation(), spec);
        this.fingerprint = data.train().fingerprint();
        this.plan = plan;
        this.rehearsal = rehearsal;
        this.dropout = spec.network().pitches().isEmpty() ? ConditionDropout.TOGETHER : ConditionDropout.EACH;
        this.epochs = new Epochs(train.size(), plan.seed());
    }

    /** The generator to be. */
    GeneratorSpec spec() {
        return spec;
    }

    /** What it depends on, by name. */
    Map<String, Object> fingerprint() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("data", fingerprint);
        all.put("network", spec.network());
        all.put("noise", noise);
        if (!corruption.equals(Corruption.white())) {
            all.put("corruption", corruption.toString());
        }
        return all;
    }

    /** The clips of a batch that are rehearsed. */
    int rehearsed() {
        return rehearsal.places(plan.batch());
    }

    /** The batch of an update, numbered from 1. */
    DenoisingBatch batch(long update) {
        RandomGenerator random = Seeds.stream(plan.seed(), "step", update);
        DenoisingBatch batch = new DenoisingBatch(spec.network(), corruption, harmonics, plan.batch());
        float[] clip = new float[spec.network().values()];
        int fresh = plan.batch() - rehearsed();
        for (int i = 0; i < plan.batch(); i++) {
            ConditionDropout hiding = dropout;
            Condition asked;
            if (i < fresh) {
                int item = epochs.itemAt((update - 1) * fresh + i);
                train.cut(item, clip, random);
                asked = train.asked(item);
                hiding = rehearsal.alone() ? ConditionDropout.NONE : dropout;
            } else {
                asked = rehearsal.draw(clip, random);
            }
            spec.normalization().normalize(clip);
            Condition shown = hiding.apply(asked, random);
            batch.drown(i, clip, noise.draw(random), shown, random);
        }
        return batch;
    }

    /** The loss on held-out clips at fixed noise levels, the same clips and noise each time; nothing if there are none. */
    Map<String, Double> heldOut(TrainableNetwork network, NDManager manager) {
        Map<String, Double> figures = new LinkedHashMap<>();
        int[] some = Spread.over(validation.size(), VALIDATION_CLIPS);
        int clips = some.length;
        double mean = 0;
        for (double sigma : VALIDATION_LEVELS) {
            double sum = 0;
            for (int from = 0; from < clips; from += VALIDATION_BATCH) {
                int to = Math.min(clips, from + VALIDATION_BATCH);
                try (NDManager scope = manager.newSubManager()) {
                    DenoisingBatch held = heldOut(sigma, some, from, to);
                    sum += held.comparableLoss(network.network(scope), scope).getFloat() * held.size();
                }
            }
            if (clips > 0) {
                figures.put(String.format(Locale.ROOT, "loss@%s", sigma), sum / clips);
                mean += sum / clips / VALIDATION_LEVELS.length;
            }
        }
        if (clips > 0) {
            figures.put("loss", mean);
        }
        return figures;
    }

    private DenoisingBatch heldOut(double sigma, int[] some, int from, int to) {
        DenoisingBatch held = new DenoisingBatch(spec.network(), corruption, harmonics, to - from);
        float[] clip = new float[spec.network().values()];
        for (int i = from; i < to; i++) {
            RandomGenerator random = Seeds.stream(plan.seed(), "validation", i);
            validation.cut(some[i], clip, random);
            spec.normalization().normalize(clip);
            held.drown(i - from, clip, sigma, validation.asked(some[i]), random);
        }
        return held;
    }
}
