/**
 * Whether two sets of sounds are alike: distances in several spaces, classifiers that are to tell them apart, and what each
 * set is like by name.
 *
 * <p>One measure sees one thing. A space of words is blind to who speaks, a space of voices to what is said, one of textures
 * to both; so {@link dev.phasewright.evaluation.sound.SoundComparison} asks all of them, and last of all a classifier
 * whether it can tell the sets apart, for which 50 % is perfect. A distance has a size only beside another: one half of the
 * speakers against the other half comes first, since that is what other speakers alone make of it. What each measure sees
 * and misses is shown by damage done on purpose ({@link dev.phasewright.evaluation.sound.JudgeStudy}).
 */
package dev.phasewright.evaluation.sound;
