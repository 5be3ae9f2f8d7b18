package dev.phasewright.midi;

import java.util.function.Consumer;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.Receiver;
import javax.sound.midi.ShortMessage;

/** Hands messages to a mixer; those of more than three bytes mean nothing to it. */
final class SynthesizerReceiver implements Receiver {
    private final Mixer mixer;
    private final Consumer<Receiver> onClose;
    private volatile boolean closed;

    SynthesizerReceiver(Mixer mixer, Consumer<Receiver> onClose) {
        this.mixer = mixer;
        this.onClose = onClose;
    }

    @Override
    public void send(MidiMessage message, long microseconds) {
        if (closed) {
            throw new IllegalStateException("this receiver was closed");
        }
        if (message instanceof ShortMessage known) {
            mixer.send(known, microseconds);
        }
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
    }
}
