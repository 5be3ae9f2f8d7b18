/**
 * How well sounds come out of their mixture: real clips are mixed, taken apart by a generator, and held against what was put
 * in, beside the mixture itself, the best that a mask could do, and non-negative factors, by which one took sounds apart
 * before there were networks ({@link dev.phasewright.evaluation.separation.SeparationStudy}).
 */
package dev.phasewright.evaluation.separation;
