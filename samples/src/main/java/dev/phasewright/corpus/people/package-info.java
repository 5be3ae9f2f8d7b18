/**
 * A corpus of people's voices in their whole band, from recordings that Debian distributes. Where {@link
 * dev.phasewright.corpus} draws what programs say and play, this one keeps what people said; a language is one speaker,
 * and whole languages are kept for validation and test.
 */
@NullMarked
package dev.phasewright.corpus.people;

import org.jspecify.annotations.NullMarked;
