/**
 * Corpora that Phasewright makes for itself, clip by clip from a seed.
 *
 * <p>A {@link dev.phasewright.corpus.DigitCorpus} is planned, not collected: every clip is a
 * {@link dev.phasewright.corpus.Recipe} drawn from (seed, split, index), spoken by eSpeak NG and placed in one second.
 */
package dev.phasewright.corpus;
