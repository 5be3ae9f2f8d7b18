package dev.phasewright.evaluation;

import dev.phasewright.progress.ProgressDisplay;

/** Follows an evaluation: shows its tasks, and is told what it has been through. */
public interface EvaluationObserver extends ProgressDisplay {
    /** Follows nothing. */
    EvaluationObserver NONE = new EvaluationObserver() {
        @Override
        public Task start(String name, long total, String unit) {
            return ProgressDisplay.NONE.start(name, total, unit);
        }

        @Override
        public void finished(String part) {}

        @Override
        public void missing(String line) {}

        @Override
        public void doubtful(String line) {}
    };

    /** All that was done since the last call belongs to this part, for whoever has a clock. */
    void finished(String part);

    /** Some figures will be missing, and why. */
    void missing(String line);

    /** Some figures say less than they seem to, and why. */
    void doubtful(String line);
}
