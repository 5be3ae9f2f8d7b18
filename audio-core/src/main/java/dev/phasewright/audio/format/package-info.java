/**
 * Sound files as bytes: one reader or writer a format (WAV, AIFF, AU, FLAC, MP3, Ogg Vorbis), and the one way into them
 * all, {@link dev.phasewright.audio.format.SoundFormats}.
 *
 * <p>Three things hold for every reader. A file is recognized by its content, never by its name. No header is believed
 * that the file's size, or what was decoded, contradicts: a lie costs a message and never memory ({@link
 * dev.phasewright.audio.format.SoundFileException}: one line, with the file's name, both numbers and a remedy). And
 * samples are decoded while they are read ({@link dev.phasewright.audio.format.DecodedSource}), so that an hour of sound
 * takes no more room than a second.
 *
 * <p>Decoders of other people stand behind some formats; nothing they throw gets out of here but as such a message. Users
 * come in through {@code dev.phasewright.audio.SoundFile}.
 */
@NullMarked
package dev.phasewright.audio.format;

import org.jspecify.annotations.NullMarked;
