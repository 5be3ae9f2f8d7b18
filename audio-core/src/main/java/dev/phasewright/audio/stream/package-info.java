/**
 * Sound that passes piece by piece, so that its length costs time and no memory.
 *
 * <p>A {@link dev.phasewright.audio.stream.SoundSource} is pulled: whoever wants samples reads them, as from an {@link
 * java.io.InputStream}, and a whole chain of sources may stand behind. Three bases make new ones: {@link
 * dev.phasewright.audio.stream.FilteredSource} passes another source on and changes a little of it; {@link
 * dev.phasewright.audio.stream.BufferedSource} makes its samples in lots of its own size; {@link
 * dev.phasewright.audio.stream.StreamedSource} pushes another source through a {@link
 * dev.phasewright.audio.stream.Streaming}.
 *
 * <p>A {@code Streaming} is pushed: step, step, step, flush. It is the form for what must see some samples ahead before it can
 * give one out (a short-time transform, a vocoder, a filter), and it can as well be fed by a microphone or
 * a network, for which nobody waits.
 *
 * <p>{@link dev.phasewright.audio.stream.Piece} says what a piece is: one array a channel, an offset and a count.
 */
@NullMarked
package dev.phasewright.audio.stream;

import org.jspecify.annotations.NullMarked;
