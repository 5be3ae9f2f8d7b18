/**
 * A corpus of real drums, from recordings that Debian distributes.
 *
 * <p>Unlike the other corpora nothing here is drawn: the clips are what the packages hold, so the same packages give the
 * same bytes. Two tables in the resources say what there is. {@code kits.csv} has each kit with its licence, its author
 * and its part: whole kits are held out, those of one author together with each other where they share recordings.
 * {@code sounds.csv} says what each sound is, by the name of its pad or file, and why it is left out if it is.
 *
 * <p>A {@code Kit} is read according to its {@code Form} into {@code DrumSound}s; what is of use becomes a {@code
 * OneShot}; {@code NearDuplicates} keeps from training what is heard in a held-out part in nearly the same form; {@link
 * dev.phasewright.corpus.drums.DrumCorpus} writes it all, and of every file what became of it.
 */
package dev.phasewright.corpus.drums;
