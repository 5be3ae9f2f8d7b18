package dev.phasewright.evaluation.sliver;

import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.training.ClipTraining;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * A part of what a generator knows.
 *
 * @param name of it
 * @param teacher the folder of the generator that draws from it
 * @param asked what that is asked for, of one item
 */
record Sliver(String name, Path teacher, Condition asked) {
    /** Its name as a part of a file's. */
    String fileName() {
        return name.replace(", ", "-").replace(' ', '-');
    }

    /** So many clips of it, by its teacher or a student. They are what the network itself draws, without guidance. */
    List<LogMel> draw(MagnitudeGenerator generator, SamplingPlan plan, int count, long seed, ProgressDisplay display) {
        Condition all = Condition.concat(Collections.nCopies(count, asked));
        SamplingPlan free = plan.with(plan.sampler(), plan.steps(), 1);
        return new Evaluator(generator, all, seed, display).generate(free);
    }

    /** Clips in the network's units, drawn again and again. */
    ClipSource source(float[][] clips) {
        return ClipTraining.source(clips, asked);
    }
}
