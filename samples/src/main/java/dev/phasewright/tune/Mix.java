package dev.phasewright.tune;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.Drummer;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.tune.Arrangement.Part;
import dev.phasewright.tune.Arrangement.Sound;
import dev.phasewright.tune.Percussion.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sum of a tune's notes, made piece by piece, so that its length costs time and no memory.
 *
 * <p>The sounds are as a model of single notes makes them: each is struck after a short silence, which is cut off. They are
 * brought to the same peak, and each note to its own gain from there. A note fades out within {@value #RELEASE_SECONDS} s of
 * being let go, or at the end of its sound.
 */
public final class Mix {
    /** How long a note takes to fade out. */
    static final double RELEASE_SECONDS = 0.12;

    private static final double ATTACK_SECONDS = 0.002;
    private static final double CHOKE_SECONDS = 0.01;
    private static final int PIECE = 1 << 14;

    private final int sampleRate;
    private final List<Voice> voices;
    private final long length;

    /**
     * A mix of notes.
     *
     * @param parts in the order in which they begin
     * @param sounds each that is named there, mono, of any rate
     * @param sampleRate of the mix
     * @param leadSeconds how long each is silent before it is struck, not negative
     */
    public Mix(List<Part> parts, Map<Sound, Audio> sounds, int sampleRate, double leadSeconds) {
        this(sampleRate, voices(parts, sounds, sampleRate, leadSeconds));
    }

    private Mix(int sampleRate, List<Voice> voices) {
        this.sampleRate = sampleRate;
        this.voices = voices;
        this.length = voices.stream().mapToLong(Voice::end).max().orElse(0);
    }

    private static List<Voice> voices(List<Part> parts, Map<Sound, Audio> sounds, int rate, double leadSeconds) {
        Map<Sound, Audio> struck = new TreeMap<>();
        sounds.forEach((sound, audio) ->
                struck.put(sound, struck(Resampler.resample(audio, rate), rate, samples(leadSeconds, rate))));
        int release = samples(RELEASE_SECONDS, rate);
        List<Voice> voices = new ArrayList<>();
        for (Part part : parts) {
            Audio sound = struck.get(part.sound());
            long start = Math.round(part.note().from() * rate);
            long held = Math.round(part.note().seconds() * rate);
            int count = (int) Math.min(sound.length(), held + release);
            voices.add(new Voice(
                    sound, start, count, Math.min(release, count), part.note().gain()));
        }
        return voices;
    }

    /**
     * The same with drums: each stroke falls on its sample and takes the layer of its velocity, and of that the next take in
     * turn; the channel's volume tells its level besides. Of the hi-hats one ends where the next is struck.
     *
     * @param hits in the order in which they begin
     * @param kit has a sound for each; any rate
     */
    public Mix with(List<Hit> hits, DrumKit kit) {
        Drummer drummer = new Drummer(kit.at(sampleRate));
        List<Voice> all = new ArrayList<>(voices);
        for (int i = 0; i < hits.size(); i++) {
            Note note = hits.get(i).note();
            Drummer.Struck struck = drummer.strike(hits.get(i).pad(), note.velocity());
            long place = Math.round(note.from() * sampleRate);
            // What of a sound comes before its stroke is cut off where the tune has not begun.
            int early = (int) Math.max(0, struck.stroke().onset() - place);
            Audio whole = struck.stroke().sound().toMono();
            Audio sound = whole.slice(early, whole.length());
            long start = place - struck.stroke().onset() + early;
            int fade = samples(CHOKE_SECONDS, sampleRate);
            long choked = choked(hits, i) - start + fade;
            int count = (int) Math.min(sound.length(), choked);
            double gain = struck.gain() * note.gain() / (note.velocity() * note.velocity());
            all.add(new Voice(sound, start, count, count < sound.length() ? Math.min(fade, count) : 0, gain));
        }
        all.sort(Comparator.comparingLong(Voice::start));
        return new Mix(sampleRate, all);
    }

    /** The sample that the next hi-hat falls on, of a hi-hat; never, of anything else. */
    private long choked(List<Hit> hits, int index) {
        Hit struck = hits.get(index);
        for (Hit later : struck.pad().isHat() ? hits.subList(index + 1, hits.size()) : List.<Hit>of()) {
            if (later.pad().isHat() && later.note().from() > struck.note().from()) {
                return Math.round(later.note().from() * sampleRate);
            }
        }
        return Long.MAX_VALUE / 2;
    }

    /** From where it is struck on, its peak at 1. */
    private static Audio struck(Audio audio, int sampleRate, int lead) {
        float[] sound = audio.slice(lead, Math.max(lead, audio.length()))
                .normalizedPeak(0)
                .channel(0);
        int attack = Math.min(samples(ATTACK_SECONDS, sampleRate), sound.length);
        for (int i = 0; i < attack; i++) {
            sound[i] *= (float) i / attack;
        }
        return Audio.mono(sound, sampleRate);
    }

    private static int samples(double seconds, int sampleRate) {
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
            while (next < voices.size() && voices.get(next).start() < at + count) {
                sounding.add(voices.get(next++));
            }
            for (Iterator<Voice> all = sounding.iterator(); all.hasNext(); ) {
                Voice voice = all.next();
                voice.add(at, piece, count);
                if (voice.end() <= at + count) {
                    all.remove();
                }
            }
            taker.take(piece, count);
            progress.at(at + count);
        }
    }
}
