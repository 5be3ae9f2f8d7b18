/**
 * Sound that passes piece by piece, so that its length costs time and no memory. A {@link
 * dev.phasewright.audio.stream.SoundSource} is read like an {@link java.io.InputStream}, a {@link
 * dev.phasewright.audio.stream.FilteredSource} stands between it and its reader.
 */
package dev.phasewright.audio.stream;
