/**
 * Corpora that Phasewright makes for itself, clip by clip from a seed.
 *
 * <p>A {@link dev.phasewright.corpus.Corpus} is planned, not collected: everything about a clip is drawn from (seed,
 * part, index) before a sound is made, so two machines make the same bytes and a larger corpus begins with the smaller
 * one. {@link dev.phasewright.corpus.Corpora} lists what there is: digits and notes are what the generators learn from;
 * voices, instruments and test signals together are what the vocoder learns from. Who speaks or plays in one
 * {@link dev.phasewright.corpus.Split part} is not heard in another, or a test would ask what was learned by heart; and
 * since a model may be tested on another corpus than it learned from, the parts are divided alike under every seed.
 *
 * <p>Within: a {@code Plan} says how the clips of one corpus are made, by which installed {@code Program}; a
 * {@code Draft} is what one attempt gave; {@code Production} has several workers make them all and {@code CorpusFolder}
 * keeps them, whole or not at all.
 */
package dev.phasewright.corpus;
