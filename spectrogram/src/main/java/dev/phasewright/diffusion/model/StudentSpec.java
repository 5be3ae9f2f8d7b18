package dev.phasewright.diffusion.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.phasewright.diffusion.DistilledLevels;

/**
 * The description of a distilled generator as it is stored: that of any generator and, beside its fields, one that says
 * what it was distilled for. It is read back as the two parts.
 *
 * @param model the generator
 * @param fewSteps what it was distilled for
 */
public record StudentSpec(@JsonUnwrapped GeneratorSpec model, DistilledLevels fewSteps) {}
