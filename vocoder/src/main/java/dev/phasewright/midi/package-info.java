/**
 * Generated notes for any Java program that speaks MIDI: a synthesizer of {@code javax.sound.midi}, found as a service.
 *
 * <p>A {@link dev.phasewright.midi.PhasewrightSynthesizer} has the classes of a model of single notes for instruments, by the
 * programs of {@link dev.phasewright.midi.GeneralMidi}. A bank draws each note once, in the background, and brings it into
 * tune; a mixer plays voices of them, 32 at most, piece by piece: to a line, or offline to a stream, where each message
 * takes effect at the very sample that its time stamp names. Channel 10 plays the sixteen {@link dev.phasewright.midi.Pad pads}
 * by General MIDI's percussion map, with hits of a model of drums.
 */
@Incubating
@NullMarked
package dev.phasewright.midi;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
