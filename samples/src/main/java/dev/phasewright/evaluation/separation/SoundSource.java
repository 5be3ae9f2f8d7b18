package dev.phasewright.evaluation.separation;

import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.judge.Judge;
import java.nio.file.Path;

/**
 * Where sounds to be mixed come from.
 *
 * @param corpus with the part that is mixed, and {@code train} for non-negative factors to learn from
 * @param generator who knows such sounds; open as long as this is in use
 * @param judge who tells what they are, of the same features and classes; open as long
 */
public record SoundSource(Path corpus, MagnitudeGenerator generator, Judge judge) {}
