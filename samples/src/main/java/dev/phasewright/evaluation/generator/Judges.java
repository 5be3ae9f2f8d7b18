package dev.phasewright.evaluation.generator;

import dev.phasewright.judge.Judge;
import org.jspecify.annotations.Nullable;

/**
 * Who judges a generator; both are open as long as they are asked.
 *
 * @param judge of what is said or played
 * @param speakers who knows who speaks in training clips; null if there is none
 */
public record Judges(Judge judge, @Nullable Judge speakers) {}
