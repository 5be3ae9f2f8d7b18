package dev.phasewright.cli.make;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Interruption;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.Typed;
import dev.phasewright.midi.MidiPort;
import dev.phasewright.midi.PhasewrightSynthesizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sound.midi.Instrument;
import javax.sound.midi.MidiChannel;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiUnavailableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright instrument}: a MIDI keyboard with generated notes. */
@Command(
        name = "instrument",
        description = {
            "Play generated notes on a MIDI keyboard.",
            "",
            "Without --midi, lists the ports that a keyboard may be plugged into. With it, draws all notes of the "
                    + "instrument, and then plays what comes, until Ctrl-C: 32 voices, velocity, sustain pedal, volume "
                    + "and bends. A program change takes another instrument of the model, by General MIDI's numbers; its "
                    + "notes are drawn as they are struck.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright instrument",
            "  phasewright instrument --midi USB --instrument flute --drums drums"
        })
public final class InstrumentCommand implements Callable<Integer> {
    @Option(
            names = "--midi",
            paramLabel = "IN",
            description = "The port to listen to: its name, or a part that no other has.")
    private String port;

    @Option(
            names = "--instrument",
            paramLabel = "NAME",
            defaultValue = "electric-piano",
            converter = Typed.ClassName.class,
            description = "A class of the model (default: ${DEFAULT-VALUE}).")
    private String instrument;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "notes",
            description = "A model of single notes (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--drums",
            paramLabel = "NAME|DIR",
            description = "A model of drums, which channel 10 plays by General MIDI's map (default: none).")
    private String drums;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port == null) {
            return list();
        }
        MidiDevice keyboard = MidiPort.find(port);
        try (PhasewrightSynthesizer synthesizer =
                drums == null ? PhasewrightSynthesizer.of(model) : PhasewrightSynthesizer.of(model, drums)) {
            Instrument played = named(synthesizer);
            PyTorch.announce(console);
            synthesizer.open();
            console.say("drawing the notes of %s…", instrument);
            synthesizer.loadInstrument(played);
            for (MidiChannel channel : synthesizer.getChannels()) {
                channel.programChange(played.getPatch().getProgram());
            }
            play(keyboard, synthesizer);
        } catch (MidiUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
        return 0;
    }

    private int list() {
        List<String> names = MidiPort.names();
        names.forEach(console.out()::println);
        console.say(
                names.isEmpty()
                        ? "no MIDI port is here; plug a keyboard in"
                        : "play on one of these by --midi, with the name or a part of it");
        return 0;
    }

    private Instrument named(PhasewrightSynthesizer synthesizer) throws IOException {
        Instrument[] all = synthesizer.getAvailableInstruments();
        return Arrays.stream(all)
                .filter(each -> each.getName().equals(instrument))
                .findFirst()
                .orElseThrow(() -> new IOException(model + " knows no \"" + instrument + "\"; it knows "
                        + String.join(
                                ", ",
                                Arrays.stream(all).map(Instrument::getName).toList())));
    }

    private void play(MidiDevice keyboard, PhasewrightSynthesizer synthesizer)
            throws MidiUnavailableException, InterruptedException {
        try (Interruption interruption = new Interruption()) {
            keyboard.open();
            try {
                keyboard.getTransmitter().setReceiver(synthesizer.getReceiver());
                console.say(
                        "%s plays %s (Ctrl-C ends it)", keyboard.getDeviceInfo().getName(), instrument);
                interruption.await();
            } finally {
                keyboard.close();
            }
        }
    }
}
