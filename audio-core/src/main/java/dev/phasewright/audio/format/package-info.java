/**
 * One reader or writer a file format: WAV, AIFF, AU, FLAC, MP3, Ogg Vorbis. A format recognizes its files by their
 * content, never by their names, and believes no header that the file's size contradicts. From outside these rooms sound
 * files are read and written by {@code dev.phasewright.audio.SoundFile}.
 */
package dev.phasewright.audio.format;
