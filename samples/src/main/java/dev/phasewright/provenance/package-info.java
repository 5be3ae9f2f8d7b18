/**
 * Where a generated sound comes from, as far as that can be told: the recordings that a model learned from which are
 * nearest to it, whoever made them, and under what licence ({@link dev.phasewright.provenance.Provenance}). The distance
 * is deaf to what would hide a copy: level, place in time, a mild filter ({@link dev.phasewright.judge.Memorization}).
 *
 * <p>What is near is not where a sound came from: a model learns from all its recordings at once. But a sound that is no
 * nearer to any of them than they are to each other copies none, and that can be checked by whoever has the recordings.
 */
package dev.phasewright.provenance;
