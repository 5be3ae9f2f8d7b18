/**
 * Judging models: which clips are compared with which, by whom, and the tables that come of it.
 *
 * <p>A figure says something only beside another. A generator's clips are judged as magnitudes and once more as sound,
 * since the vocoder has a share in what is heard; beside them stand real clips of other speakers, judged the same way,
 * which is what a perfect generator would score; and the share of generated clips nearer to a training clip than test
 * clips are shows whether it only remembers ({@link dev.phasewright.evaluation.GeneratorEvaluation}). As sounds, sets are
 * held against each other in several spaces and by classifiers ({@link dev.phasewright.evaluation.SoundReport}), one half of
 * the training clips' voices against the other half first of all, since that is what other speakers alone make of a
 * distance; what each of these measures sees is shown by damage done on purpose ({@link
 * dev.phasewright.evaluation.JudgeStudy}). A vocoder is
 * measured against the classical methods on the same sounds, in quality and in time ({@link
 * dev.phasewright.evaluation.VocoderTrial}); a fine-tuned voice among other voices, with chance beside it ({@link
 * dev.phasewright.evaluation.VoiceEvaluation}).
 *
 * <p>The measures themselves are in {@link dev.phasewright.judge} and {@link dev.phasewright.vocoder.metric}. What is
 * run here knows nothing of a command line: it takes records, tells a {@link
 * dev.phasewright.evaluation.EvaluationObserver} how far it is, and gives back a record that can be stored as JSON and
 * printed as a {@link dev.phasewright.evaluation.TextTable}. All clips are drawn from one seed; the same seed gives the
 * same table.
 */
package dev.phasewright.evaluation;
