package dev.phasewright.midi;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sound.midi.Instrument;
import javax.sound.midi.MidiChannel;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Patch;
import javax.sound.midi.Receiver;
import javax.sound.midi.Soundbank;
import javax.sound.midi.Synthesizer;
import javax.sound.midi.Transmitter;
import javax.sound.midi.VoiceStatus;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * A synthesizer of notes that were never recorded: any program that speaks {@code javax.sound.midi} can play it.
 *
 * <pre>{@code
 * try (PhasewrightSynthesizer synthesizer = PhasewrightSynthesizer.of("notes")) {
 *     synthesizer.open();
 *     synthesizer.getChannels()[0].programChange(73); // the flute
 *     synthesizer.getChannels()[0].noteOn(69, 100);
 * }
 * }</pre>
 *
 * <p>Each note is drawn once, when it is first asked for; until it is there its nearest neighbour within an octave sounds in
 * its place, or nothing. {@link #loadInstrument} draws all notes of an instrument beforehand. What is {@link #openStream
 * rendered offline} waits for each note instead, and so is the same every time.
 *
 * <p>Channel 10 plays the pads of {@link PercussionMap} with a model of drums: each stroke is a new hit as long as they can be
 * drawn as fast as one plays, and a closed hi-hat ends an open one. Without such a model it is silent.
 *
 * <p>One channel of sound at the higher rate of the two models; 32 voices, of which the oldest makes room; velocity, volume,
 * expression, the sustain pedal and bends of two semitones are heeded.
 */
public final class PhasewrightSynthesizer implements Synthesizer {
    private static final int BITS = 16;
    private static final int LINE_SAMPLES = 1024;

    private final EnginePlan plan;
    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final List<Instrument> loaded = new CopyOnWriteArrayList<>();

    private @Nullable Engine running;

    PhasewrightSynthesizer(EnginePlan plan) {
        this.plan = plan;
    }

    /**
     * A synthesizer of a model's classes, whose channel 10 is silent; the model is loaded when it is opened.
     *
     * @param nameOrDirectory a model of single notes, such as {@code notes}
     * @throws IOException if there is none, or it makes no single notes; the message says why in one line
     */
    public static PhasewrightSynthesizer of(String nameOrDirectory) throws IOException {
        return new PhasewrightSynthesizer(EnginePlan.of(ClassNotes.find(nameOrDirectory), null));
    }

    /**
     * The same with drums on channel 10.
     *
     * @param drums a model of drums, such as {@code drums}
     * @throws IOException as {@link #of(String)} does, or if there is no such model of drums
     */
    public static PhasewrightSynthesizer of(String nameOrDirectory, String drums) throws IOException {
        return new PhasewrightSynthesizer(EnginePlan.of(ClassNotes.find(nameOrDirectory), ClassDrums.find(drums)));
    }

    /** What it renders: signed 16 bits, one channel, the higher of its models' rates. */
    public AudioFormat format() {
        return new AudioFormat(plan.sampleRate(), BITS, 1, true, false);
    }

    /**
     * Opens it to play on the default line; the model is loaded, which takes seconds.
     *
     * @throws MidiUnavailableException if the model cannot be used or there is no line
     */
    @Override
    public synchronized void open() throws MidiUnavailableException {
        if (running != null) {
            return;
        }
        SourceDataLine line = null;
        try {
            line = AudioSystem.getSourceDataLine(format());
            line.open(format(), LINE_SAMPLES * RenderedStream.FRAME);
            running = plan.begin(line);
        } catch (LineUnavailableException | IllegalArgumentException e) {
            throw EnginePlan.unavailable("there is no line to play on: " + e.getMessage(), e);
        } finally {
            if (running == null && line != null) {
                line.close();
            }
        }
    }

    /**
     * Opens it to be rendered as fast as it is read, offline. Messages with a time stamp take effect at the sample of that
     * time, those without at the next 128th.
     *
     * @return sound without an end, in {@link #format}; closing it leaves the synthesizer open
     * @throws MidiUnavailableException if it is open already or the model cannot be used
     */
    public synchronized AudioInputStream openStream() throws MidiUnavailableException {
        if (running != null) {
            throw new MidiUnavailableException(plan.info().getName() + " is open already; close it first");
        }
        Engine begun = plan.begin(null);
        running = begun;
        return new AudioInputStream(new RenderedStream(begun.mixer()), format(), AudioSystem.NOT_SPECIFIED);
    }

    @Override
    public synchronized void close() {
        if (running == null) {
            return;
        }
        running.close();
        running = null;
        receivers.clear();
        loaded.clear();
    }

    @Override
    public synchronized boolean isOpen() {
        return running != null;
    }

    private synchronized Engine running() {
        if (running == null) {
            throw new IllegalStateException(plan.info().getName() + " is closed; open it first");
        }
        return running;
    }

    @Override
    public MidiDevice.Info getDeviceInfo() {
        return plan.info();
    }

    /** What was rendered so far, in microseconds; 0 while it is closed. */
    @Override
    public synchronized long getMicrosecondPosition() {
        return running == null ? 0 : Math.round(running.mixer().position() * 1e6 / plan.sampleRate());
    }

    /** What the line holds, in microseconds: a message takes effect so much later than it comes. */
    @Override
    public long getLatency() {
        return Math.round((LINE_SAMPLES + RenderedStream.PIECE) * 1e6 / plan.sampleRate());
    }

    @Override
    public int getMaxPolyphony() {
        return Mixer.POLYPHONY;
    }

    @Override
    public int getMaxReceivers() {
        return -1; // Any number.
    }

    @Override
    public int getMaxTransmitters() {
        return 0;
    }

    @Override
    public synchronized Receiver getReceiver() throws MidiUnavailableException {
        if (running == null) {
            throw new MidiUnavailableException(plan.info().getName() + " is closed; open it first");
        }
        Receiver receiver = new SynthesizerReceiver(running.mixer(), receivers::remove);
        receivers.add(receiver);
        return receiver;
    }

    @Override
    public List<Receiver> getReceivers() {
        return List.copyOf(receivers);
    }

    @Override
    public Transmitter getTransmitter() throws MidiUnavailableException {
        throw new MidiUnavailableException("a synthesizer sends no messages");
    }

    @Override
    public List<Transmitter> getTransmitters() {
        return List.of();
    }

    @Override
    public MidiChannel[] getChannels() {
        return running().channels();
    }

    @Override
    public VoiceStatus[] getVoiceStatus() {
        return running().mixer().status();
    }

    @Override
    public boolean isSoundbankSupported(Soundbank other) {
        return other == plan.bank();
    }

    @Override
    public Soundbank getDefaultSoundbank() {
        return plan.bank();
    }

    @Override
    public Instrument[] getAvailableInstruments() {
        return plan.bank().getInstruments();
    }

    @Override
    public Instrument[] getLoadedInstruments() {
        return loaded.toArray(new Instrument[0]);
    }

    /** Draws all notes of an instrument, in one batch; returns when they are there. */
    @Override
    public boolean loadInstrument(Instrument instrument) {
        if (instrument.getSoundbank() != plan.bank()) {
            throw new IllegalArgumentException(instrument.getName() + " is not of this synthesizer");
        }
        if (!running().load(instrument)) {
            return false;
        }
        loaded.add(instrument);
        return true;
    }

    @Override
    public void unloadInstrument(Instrument instrument) {
        loaded.remove(instrument);
        running().notes().forget(instrument.getName());
    }

    /** Programs are the model's; none is put in another's place. */
    @Override
    public boolean remapInstrument(Instrument from, Instrument to) {
        return false;
    }

    @Override
    public boolean loadAllInstruments(Soundbank other) {
        return isSoundbankSupported(other) && loadAll(List.of(plan.bank().getInstruments()));
    }

    private boolean loadAll(List<Instrument> instruments) {
        return instruments.stream().map(this::loadInstrument).reduce(true, Boolean::logicalAnd);
    }

    @Override
    public void unloadAllInstruments(Soundbank other) {
        if (isSoundbankSupported(other)) {
            loaded.forEach(this::unloadInstrument);
        }
    }

    @Override
    public boolean loadInstruments(Soundbank other, Patch[] patches) {
        return isSoundbankSupported(other) && loadAll(plan.bank().at(patches));
    }

    @Override
    public void unloadInstruments(Soundbank other, Patch[] patches) {
        if (isSoundbankSupported(other)) {
            plan.bank().at(patches).forEach(this::unloadInstrument);
        }
    }
}
