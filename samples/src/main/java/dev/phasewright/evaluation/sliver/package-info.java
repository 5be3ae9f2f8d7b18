/**
 * Slivers of what a generator knows. A generator knows all words in all voices; whoever makes a game needs one of them.
 * The claim that is put to the test is that the narrower a distribution is, the fewer steps a student needs to draw from
 * it: {@link dev.phasewright.evaluation.sliver.SliverStudy} carves slivers out of one generator, each narrower than the
 * one before, has students of each walk in 1, 2, 4 and 8 steps, and holds them against the one student that needs no
 * learning, which knows the sliver's mean and spectrum and nothing else.
 */
package dev.phasewright.evaluation.sliver;
