/**
 * Judging a generator by figures instead of by ear: what its clips score, always to be printed beside what real clips
 * score against other real clips.
 *
 * <p>Four measures look at what a classifier makes of the clips. {@link
 * dev.phasewright.judge.InceptionScore} asks whether each clip is surely of one class and all classes occur;
 * {@link dev.phasewright.judge.FrechetDistance} compares mean and covariance of the features; {@link
 * dev.phasewright.judge.PrecisionRecall} and {@link dev.phasewright.judge.DensityCoverage} tell
 * apart clips that are unlike any real one from real clips that have no generated likeness. The fifth, {@link
 * dev.phasewright.judge.Memorization}, looks for copies of training clips.
 *
 * <p>All of these depend on the number of items, so compare only those of equally large sets. Two distances do not, and
 * come with the interval that chance leaves them, which is found by drawing anew who speaks, not which clip ({@link
 * dev.phasewright.judge.Groups}): {@link dev.phasewright.judge.KernelDistance}, and {@link
 * dev.phasewright.judge.FrechetLimit}, the Fréchet distance of infinitely many clips. Figures whose {@link
 * dev.phasewright.judge.Interval}s overlap are not called different.
 *
 * <p>All of these compare places in some space: that of a {@link dev.phasewright.judge.Judge}, of voices ({@link
 * dev.phasewright.judge.VoiceSpace}), or one that has learned nothing (package {@code judge.texture}). What a space does
 * not know, no distance in it sees; whether two sets can be told apart at all is asked in package {@code judge.twosample}.
 *
 * <p>How many voices a generator has is told by {@link dev.phasewright.judge.EffectiveNumber}, of a judge who knows who
 * speaks ({@code phasewright train judge --by variant}): a judge of words has learned to overlook it.
 *
 * <p>Feature matrices are {@code float[items][features]}, finite; class probabilities are {@code
 * float[items][classes]}.
 */
@Incubating
@NullMarked
package dev.phasewright.judge;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
