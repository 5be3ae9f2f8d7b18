package dev.phasewright.evaluation.sliver;

/**
 * What a study of slivers is of.
 *
 * @param model a generator's name
 * @param corpus that it learned from
 * @param className the class that slivers are of
 * @param judge a judge's name
 * @param updates of each student
 * @param samples of each set that is compared, at least 10; from 50 on they are compared in 24 directions
 * @param seeds students of each kind
 * @param seed of all that is random
 */
public record SliverSpec(
        String model, String corpus, String className, String judge, long updates, int samples, int seeds, long seed) {}
