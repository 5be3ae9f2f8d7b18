/**
 * A model on disk: a folder with weights ({@code model.safetensors}) and a description ({@code model.json}), and where such
 * folders are found.
 */
@Incubating
@NullMarked
package dev.phasewright.model;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
