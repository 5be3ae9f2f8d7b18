package dev.phasewright.midi;

import dev.phasewright.data.PitchRange;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.sound.midi.Instrument;
import javax.sound.midi.MidiChannel;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/** What there is while a synthesizer is open: its notes, its mixer and, if it is heard, what feeds the line. */
final class Engine implements AutoCloseable {
    /** How far the neighbour may be that stands in for a note that is not there yet. */
    private static final int NEAR_SEMITONES = 12;

    private final ClassSoundbank bank;
    private final NoteBank notes;
    private final @Nullable HitBank hits;
    private final Mixer mixer;
    private final MidiChannel[] channels = new MidiChannel[Mixer.CHANNELS];
    private final @Nullable Player player;

    /** What makes notes, opened when the synthesizer is. */
    @FunctionalInterface
    interface Opening {
        NoteBank.Source open() throws IOException;
    }

    /** What makes drums, opened likewise. */
    @FunctionalInterface
    interface DrumOpening {
        HitBank.Source open() throws IOException;
    }

    /**
     * Begins.
     *
     * @param source of notes
     * @param drums of hits; null for none
     * @param line where it is heard, open; null to be read offline, each note waited for
     */
    Engine(
            ClassSoundbank bank,
            NoteBank.Source source,
            HitBank.@Nullable Source drums,
            int sampleRate,
            @Nullable SourceDataLine line) {
        this.bank = bank;
        this.notes = new NoteBank(source, sampleRate);
        this.hits = drums == null ? null : new HitBank(drums, sampleRate);
        this.mixer = new Mixer(line == null ? this::awaited : this::present, hits(hits, line == null), sampleRate);
        Arrays.setAll(channels, number -> new SynthesizerChannel(mixer, number));
        this.player = line == null ? null : new Player(line, new RenderedStream(mixer));
    }

    private static Mixer.Hits hits(@Nullable HitBank bank, boolean awaited) {
        if (bank == null) {
            return Mixer.Hits.NONE;
        }
        return awaited ? pad -> awaited(bank, pad) : bank::now;
    }

    private static StruckNote awaited(HitBank bank, Pad pad) {
        try {
            return bank.drawn(pad);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(pad.label() + " was interrupted", e);
        } catch (Exception e) {
            throw new IllegalStateException(pad.label() + " cannot be drawn: " + e.getMessage(), e);
        }
    }

    NoteBank notes() {
        return notes;
    }

    Mixer mixer() {
        return mixer;
    }

    MidiChannel[] channels() {
        return channels.clone();
    }

    /** Draws all notes of an instrument, in one batch; false if that cannot be done. */
    boolean load(Instrument instrument) {
        PitchRange pitches = bank.pitches();
        try {
            notes.fill(
                    instrument.getName(),
                    IntStream.rangeClosed(pitches.lowest(), pitches.highest())
                            .boxed()
                            .toList());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            return false; // Which is all that Java's interface has room for.
        }
    }

    private static int within(PitchRange pitches, int key) {
        return Math.max(pitches.lowest(), Math.min(pitches.highest(), key));
    }

    /** The note, or what stands in for it. */
    private @Nullable StruckNote present(int program, int key) {
        String instrument = bank.nameOf(program);
        int pitch = within(bank.pitches(), key);
        StruckNote found = notes.now(instrument, pitch);
        return found != null ? found : notes.near(instrument, pitch, NEAR_SEMITONES);
    }

    private @Nullable StruckNote awaited(int program, int key) {
        String instrument = bank.nameOf(program);
        try {
            return notes.drawn(instrument, within(bank.pitches(), key));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (Exception e) {
            throw new IllegalStateException(instrument + " cannot be drawn: " + e.getMessage(), e);
        }
    }

    /** Plays what is rendered until it is closed. */
    private static final class Player {
        private static final int PIECE = RenderedStream.PIECE * RenderedStream.FRAME;

        private final SourceDataLine line;
        private final RenderedStream stream;
        private volatile boolean over;

        Player(SourceDataLine line, RenderedStream stream) {
            this.line = line;
            this.stream = stream;
            Thread thread = new Thread(this::play, "synthesizer");
            thread.setDaemon(true);
            line.start();
            thread.start();
        }

        private void play() {
            byte[] piece = new byte[PIECE];
            while (!over) {
                line.write(piece, 0, stream.read(piece, 0, PIECE));
            }
        }

        void close() {
            over = true;
            line.stop();
            line.close();
        }
    }

    @Override
    public void close() {
        if (player != null) {
            player.close();
        }
        notes.close();
        if (hits != null) {
            hits.close();
        }
    }
}
