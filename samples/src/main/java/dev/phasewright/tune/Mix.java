package dev.phasewright.tune;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.tune.Arrangement.Part;
import dev.phasewright.tune.Arrangement.Sound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sum of a tune's notes, made piece by piece, so that its length costs time and no memory.
 *
 * <p>The sounds are as a model of single notes makes them: each is struck after a short silence, which is cut off. They are brought to the same peak, and each note to its own gain from there. A note fades out within
 * {@value #RELEASE_SECONDS} s of being let go, or at the end of its sound.
 */
public final class Mix {
    /** How long a note takes to fade out. */
    static final double RELEASE_SECONDS = 0.12;

    private static final double ATTACK_SECONDS = 0.002;
    private static final int PIECE = 1 << 14;

    private final int sampleRate;
    private final List<Voice> voices = new ArrayList<>();
    private final long length;

    /** One note: its sound from {@code start} on, {@code count} samples of it. */
    private record Voice(Audio sound, long start, int count, double gain) {}

    /**
     * A mix of notes.
     *
     * @param parts in the order in which they begin, at least one
     * @param sounds each that is named there, mono
     * @param sampleRate of all of them
     * @param leadSeconds how long each is silent before it is struck, not negative
     */
    public Mix(List<Part> parts, Map<Sound, Audio> sounds, int sampleRate, double leadSeconds) {
        this.sampleRate = sampleRate;
        int lead = samples(leadSeconds);
        Map<Sound, Audio> struck = new TreeMap<>();
        sounds.forEach((sound, audio) -> struck.put(sound, struck(audio, lead)));
        int release = samples(RELEASE_SECONDS);
        long end = 0;
        for (Part part : parts) {
            Audio sound = struck.get(part.sound());
            long start = Math.round(part.note().from() * sampleRate);
            long held = Math.round(part.note().seconds() * sampleRate);
            int count = (int) Math.min(sound.length(), held + release);
            voices.add(new Voice(sound, start, count, part.note().gain()));
            end = Math.max(end, start + count);
        }
        this.length = end;
    }

    /** From where it is struck on, its peak at 1. */
    private Audio struck(Audio audio, int lead) {
        float[] sound = audio.slice(lead, Math.max(lead, audio.length()))
                .normalizedPeak(0)
                .channel(0);
        int attack = Math.min(samples(ATTACK_SECONDS), sound.length);
        for (int i = 0; i < attack; i++) {
            sound[i] *= (float) i / attack;
        }
        return Audio.mono(sound, sampleRate);
    }

    private int samples(double seconds) {
        return (int) Math.round(seconds * sampleRate);
    }

    /**
     * How long a note can be held, in seconds: as long as a generated sound lasts.
     *
     * @param soundSeconds the whole sound
     * @param leadSeconds how long it is silent before it is struck
     */
    public static double longest(double soundSeconds, double leadSeconds) {
        return Math.max(0, soundSeconds - leadSeconds - RELEASE_SECONDS);
    }

    /** How many samples there are. */
    public long length() {
        return length;
    }

    /** What becomes of a mix's pieces. */
    private interface Taker {
        void take(float[] piece, int count) throws IOException;
    }

    /** The largest absolute sample; {@code progress} is told of the samples looked at. */
    public double peak(ProgressObserver progress) {
        double[] peak = {0};
        try {
            each(progress, (piece, count) -> {
                for (int i = 0; i < count; i++) {
                    peak[0] = Math.max(peak[0], Math.abs(piece[i]));
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return peak[0];
    }

    /**
     * Writes all of it.
     *
     * @param gain of all samples
     * @param sink of one channel; left open, and not finished
     * @param progress told of the samples written, of {@link #length}
     * @throws IOException if the sink fails
     */
    public void write(double gain, SoundSink sink, ProgressObserver progress) throws IOException {
        each(progress, (piece, count) -> {
            for (int i = 0; i < count; i++) {
                piece[i] *= (float) gain;
            }
            sink.write(new float[][] {piece}, 0, count);
        });
    }

    private void each(ProgressObserver progress, Taker taker) throws IOException {
        float[] piece = new float[PIECE];
        List<Voice> sounding = new ArrayList<>();
        int next = 0;
        for (long at = 0; at < length; at += PIECE) {
            int count = (int) Math.min(PIECE, length - at);
            Arrays.fill(piece, 0);
            while (next < voices.size() && voices.get(next).start < at + count) {
                sounding.add(voices.get(next++));
            }
            for (Iterator<Voice> all = sounding.iterator(); all.hasNext(); ) {
                Voice voice = all.next();
                add(voice, at, piece, count);
                if (voice.start + voice.count <= at + count) {
                    all.remove();
                }
            }
            taker.take(piece, count);
            progress.at(at + count);
        }
    }

    private void add(Voice voice, long at, float[] piece, int count) {
        int release = Math.min(samples(RELEASE_SECONDS), voice.count);
        int from = (int) Math.max(0, voice.start - at);
        int to = (int) Math.min(count, voice.start + voice.count - at);
        for (int i = from; i < to; i++) {
            int place = (int) (at + i - voice.start);
            int left = voice.count - place;
            double fade = left >= release ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * left / release);
            piece[i] += (float) (voice.sound.sample(0, place) * voice.gain * fade);
        }
    }
}
