/**
 * Running the judges and writing the tables: what all evaluations share.
 *
 * <p>A figure says something only beside another. So every evaluation draws its clips from one seed, reads them a few at a
 * time ({@link dev.phasewright.evaluation.RecordedClips}), lets a model make as many ({@link
 * dev.phasewright.evaluation.Evaluator}), has both judged the same way, and sets the figures in rows of one table ({@link
 * dev.phasewright.evaluation.TextTable} for people, {@link dev.phasewright.evaluation.CsvTable} for programs). The same
 * seed gives the same table.
 *
 * <p>Each room asks one question: {@code sound}, whether two sets of sounds are alike, and what each measure sees; {@code
 * generator}, how good a generator's clips are; {@code voice}, whether they have the voice they should; {@code vocoder},
 * what is lost from magnitudes to sound and what phases matter; {@code separation}, how well sounds come out of their
 * mixture; {@code theory}, what a denoiser does, by spatial frequency and beside machines that need no training.
 *
 * <p>The measures themselves are in {@link dev.phasewright.judge} and {@link dev.phasewright.vocoder.metric}. What is
 * run here knows nothing of a command line: it takes records, tells an {@link
 * dev.phasewright.evaluation.EvaluationObserver} how far it is, and gives back a record that can be stored as JSON and
 * printed.
 */
package dev.phasewright.evaluation;
