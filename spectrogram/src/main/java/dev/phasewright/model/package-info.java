/**
 * A model on disk: a folder with weights ({@code model.safetensors}) and a description ({@code model.json}), and where such
 * folders are found.
 */
@NullMarked
package dev.phasewright.model;

import org.jspecify.annotations.NullMarked;
