/**
 * The front door. "Make a sound" has one owner, {@link dev.phasewright.Phasewright}, which joins a generator of magnitudes
 * and a vocoder: command, server, demo and whoever embeds this translate what they are asked for into {@link
 * dev.phasewright.SoundRequest}s, and what comes back, {@link dev.phasewright.GeneratedSound}s, into files, answers and
 * pages. Between the two it finds the model, refuses what it does not know, draws magnitudes in batches or through windows,
 * makes their phase, tells how far it is and can be stopped; and each sound is the same to the bit whatever is asked for
 * beside it. {@link dev.phasewright.SoundEditor} edits sounds with both halves. {@link dev.phasewright.SoundModel} is what any
 * model has in common that sounds can be asked of, one of diffusion or its autoregressive rival.
 */
@NullMarked
package dev.phasewright;

import org.jspecify.annotations.NullMarked;
