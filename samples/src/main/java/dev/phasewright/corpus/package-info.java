/**
 * Corpora that Phasewright makes for itself, clip by clip from a seed.
 *
 * <p>A {@link dev.phasewright.corpus.Corpus} is planned, not collected: everything about a clip is drawn from (seed,
 * split, index) before a sound is made. {@link dev.phasewright.corpus.DigitCorpus} and
 * {@link dev.phasewright.corpus.NoteCorpus} are what the generators learn from;
 * {@link dev.phasewright.corpus.VoiceCorpus}, {@link dev.phasewright.corpus.InstrumentCorpus} and
 * {@link dev.phasewright.corpus.EdgeCorpus} together are what the vocoder learns from.
 */
package dev.phasewright.corpus;
