package dev.phasewright.tune;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** One walk through a MIDI file's events, from ticks to seconds and from keys struck and let go to notes. */
final class MidiReader {
    /** Of a file; its events take twenty times as much in memory. Music has thousands of bytes. */
    private static final long MOST_BYTES = 16 << 20;

    private static final byte[] HEAD = "MThd".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_BYTES = 14;
    private static final int LENGTH_AT = 4;
    private static final int TRACKS_AT = 10;
    /** MTrk. */
    private static final int TRACK = 0x4D54726B;

    private static final int CHANNELS = 16;
    private static final int MOST = 127;

    private static final int TEMPO = 0x51;
    /** 120 quarter notes a minute, until the file says otherwise. */
    private static final int USUAL_TEMPO = 500_000;

    private static final double MICRO = 1e-6;

    private static final int VOLUME = 7;
    private static final int EXPRESSION = 11;
    private static final int SUSTAIN = 64;
    private static final int PRESSED = 64;
    private static final int ALL_SOUND_OFF = 120;
    private static final int RESET = 121;
    private static final int ALL_NOTES_OFF = 123;
    private static final int USUAL_VOLUME = 100;

    private final Path file;
    private final Sequence sequence;
    private final List<Note> notes = new ArrayList<>();
    private final Channel[] channels = new Channel[CHANNELS];
    private double seconds;
    private double secondsPerTick;

    MidiReader(Path file) throws IOException {
        this.file = file;
        this.sequence = sequence(file);
        this.secondsPerTick = sequence.getDivisionType() == Sequence.PPQ
                ? USUAL_TEMPO * MICRO / sequence.getResolution()
                : 1 / ((double) sequence.getDivisionType() * sequence.getResolution());
        Arrays.setAll(channels, c -> new Channel(c + 1));
    }

    private static Sequence sequence(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException(file + ": no such file; check the name");
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": is not a regular file; give a MIDI file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": is larger than " + (MOST_BYTES >> 20) + " MB, which no MIDI file is whose "
                    + "music could be heard; give another");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new IOException(file + ": is empty; fetch or export it again");
        }
        if (!Arrays.equals(bytes, 0, Math.min(bytes.length, HEAD.length), HEAD, 0, HEAD.length)) {
            throw new IOException(file + ": is no standard MIDI file, which begins with MThd; export it as one");
        }
        if (!isWhole(ByteBuffer.wrap(bytes))) {
            throw new IOException(file + ": is truncated; fetch or export it again");
        }
        try {
            Sequence sequence = MidiSystem.getSequence(new ByteArrayInputStream(bytes));
            if (sequence.getResolution() > 0) {
                return sequence;
            }
        } catch (InvalidMidiDataException | IOException | RuntimeException e) {
            throw damaged(file, e);
        }
        throw damaged(file, null);
    }

    private static IOException damaged(Path file, Exception cause) {
        return new IOException(file + ": is damaged, or of a format other than 0 and 1; export it again", cause);
    }

    /** Whether there are as many tracks as the head says; Java's own reader does not miss those that are not there. */
    private static boolean isWhole(ByteBuffer bytes) {
        if (bytes.limit() < HEAD_BYTES) {
            return false;
        }
        int missing = bytes.getShort(TRACKS_AT) & 0xFFFF;
        long at = LENGTH_AT + Integer.BYTES + (bytes.getInt(LENGTH_AT) & 0xFFFFFFFFL);
        while (missing > 0 && at + 2 * Integer.BYTES <= bytes.limit()) {
            boolean track = bytes.getInt((int) at) == TRACK;
            at += 2 * Integer.BYTES + (bytes.getInt((int) at + Integer.BYTES) & 0xFFFFFFFFL);
            missing -= track && at <= bytes.limit() ? 1 : 0;
        }
        return missing == 0;
    }

    /** What sounds on one channel. */
    private final class Channel {
        private final int number;
        /** Each key's notes that are held, the oldest first. */
        private final List<Deque<Struck>> held = new ArrayList<>();
        /** Let go while the pedal is down. */
        private final List<Struck> sustained = new ArrayList<>();

        private boolean pedal;
        private int volume = USUAL_VOLUME;
        private int expression = MOST;

        Channel(int number) {
            this.number = number;
            for (int key = 0; key <= MOST; key++) {
                held.add(new ArrayDeque<>(1));
            }
        }

        void strike(int key, int velocity) {
            double gain = square(velocity) * square(volume) * square(expression);
            held.get(key).add(new Struck(key, seconds, (double) velocity / MOST, gain));
        }

        void letGo(int key) {
            Struck oldest = held.get(key).poll();
            if (oldest != null && pedal) {
                sustained.add(oldest);
            } else if (oldest != null) {
                end(oldest);
            }
        }

        void control(int controller, int value) {
            switch (controller) {
                case VOLUME -> volume = value;
                case EXPRESSION -> expression = value;
                case SUSTAIN -> pedal(value >= PRESSED);
                case RESET -> {
                    expression = MOST;
                    pedal(false);
                }
                case ALL_SOUND_OFF -> silence();
                case ALL_NOTES_OFF -> {
                    for (int key = 0; key <= MOST; key++) {
                        while (!held.get(key).isEmpty()) {
                            letGo(key);
                        }
                    }
                }
                default -> {
                    // Nothing that changes when a note sounds, or how loudly.
                }
            }
        }

        private void pedal(boolean down) {
            pedal = down;
            if (!down) {
                sustained.forEach(this::end);
                sustained.clear();
            }
        }

        void silence() {
            boolean down = pedal;
            pedal(false);
            held.forEach(key -> {
                key.forEach(this::end);
                key.clear();
            });
            pedal = down;
        }

        private void end(Struck note) {
            if (note.gain > 0) {
                notes.add(new Note(number, note.key, note.from, seconds, note.velocity, note.gain));
            }
        }
    }

    private record Struck(int key, double from, double velocity, double gain) {}

    private static double square(int value) {
        return (double) value * value / (MOST * MOST);
    }

    /** All notes, in the order in which they begin. */
    List<Note> notes() throws IOException {
        List<MidiEvent> events = new ArrayList<>();
        for (Track track : sequence.getTracks()) {
            for (int i = 0; i < track.size(); i++) {
                events.add(track.get(i));
            }
        }
        events.sort(Comparator.comparingLong(MidiEvent::getTick));
        long tick = 0;
        for (MidiEvent event : events) {
            seconds += (event.getTick() - tick) * secondsPerTick;
            tick = event.getTick();
            take(event.getMessage());
        }
        for (Channel channel : channels) {
            channel.silence();
        }
        notes.sort(Comparator.comparingDouble(Note::from)
                .thenComparingInt(Note::channel)
                .thenComparingInt(Note::key));
        return notes;
    }

    private void take(MidiMessage message) throws IOException {
        if (message instanceof MetaMessage meta) {
            byte[] data = meta.getData();
            if (meta.getType() == TEMPO && data.length == 3 && sequence.getDivisionType() == Sequence.PPQ) {
                int micros = ((data[0] & 0xFF) << 16) | ((data[1] & 0xFF) << 8) | (data[2] & 0xFF);
                secondsPerTick = micros * MICRO / sequence.getResolution();
            }
        } else if (message instanceof ShortMessage part) {
            if (part.getData1() > MOST || part.getData2() > MOST) {
                throw damaged(file, null);
            }
            Channel channel = channels[part.getChannel()];
            switch (part.getCommand()) {
                case ShortMessage.NOTE_ON -> {
                    if (part.getData2() > 0) {
                        channel.strike(part.getData1(), part.getData2());
                    } else {
                        channel.letGo(part.getData1());
                    }
                }
                case ShortMessage.NOTE_OFF -> channel.letGo(part.getData1());
                case ShortMessage.CONTROL_CHANGE -> channel.control(part.getData1(), part.getData2());
                default -> {
                    // Bends, pressure and programs: the instrument is somebody else's choice.
                }
            }
        }
    }
}
