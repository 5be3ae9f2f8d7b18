package dev.phasewright.midi;

import javax.sound.midi.MidiDevice;

/** What a synthesizer is called. */
final class SynthesizerInfo extends MidiDevice.Info {
    SynthesizerInfo(String model) {
        super(
                "Phasewright " + model,
                "Phasewright",
                "Instruments that were never recorded, drawn by the model " + model,
                "1");
    }
}
