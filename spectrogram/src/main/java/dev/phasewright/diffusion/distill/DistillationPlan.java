package dev.phasewright.diffusion.distill;

import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.SamplingPlan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who is taught by whom, what and how.
 *
 * @param teacher the directory of the generator
 * @param begin the directory of the weights to begin with: the teacher's, or an earlier student's of the same network
 * @param levels what is taught
 * @param method how
 * @param teaching how the teacher steps, a deterministic sampler and its guidance
 * @param only what alone is asked for, of one item, by a student of a sliver of what the teacher knows; null for anything
 */
public record DistillationPlan(
        Path teacher,
        Path begin,
        DistilledLevels levels,
        DistillationMethod method,
        SamplingPlan teaching,
        @Nullable Condition only) {

    /** A plan for a student of all that the teacher knows. */
    public DistillationPlan(
            Path teacher, Path begin, DistilledLevels levels, DistillationMethod method, SamplingPlan teaching) {
        this(teacher, begin, levels, method, teaching, null);
    }

    /** A plan for a student that begins as a copy of its teacher. */
    public static DistillationPlan of(
            Path teacher, DistilledLevels levels, DistillationMethod method, SamplingPlan teaching) {
        return new DistillationPlan(teacher, teacher, levels, method, teaching);
    }

    /** The same for a student that begins with other weights. */
    public DistillationPlan beginningWith(Path other) {
        return new DistillationPlan(teacher, other, levels, method, teaching, only);
    }

    /** The same for a student that is asked for one thing alone. */
    public DistillationPlan askingOnly(Condition asked) {
        return new DistillationPlan(teacher, begin, levels, method, teaching, asked);
    }
}
