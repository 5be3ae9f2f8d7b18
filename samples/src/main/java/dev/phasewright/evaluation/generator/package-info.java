/**
 * A generator before its judge.
 *
 * <p>Its clips are judged as magnitudes and once more as sound, since the vocoder has a share in what is heard; beside them
 * stand real clips of other speakers, judged the same way, which is what a perfect generator would score; and the share of
 * generated clips nearer to a training clip than test clips are shows whether it only remembers ({@link
 * dev.phasewright.evaluation.generator.GeneratorEvaluation}). What quality costs in steps is a curve of such evaluations
 * ({@link dev.phasewright.evaluation.generator.StepCurve}); what is chosen, is chosen on clips held out from learning, and
 * never on the test's ({@link dev.phasewright.evaluation.generator.LevelChoice}).
 */
package dev.phasewright.evaluation.generator;
