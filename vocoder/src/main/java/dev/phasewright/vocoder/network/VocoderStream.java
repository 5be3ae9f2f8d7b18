package dev.phasewright.vocoder.network;

import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.mel.MelRefinement;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Copy-synthesis of a sound of any length that comes in pieces: phase is discarded and made anew by a trained vocoder,
 * in memory that does not grow. The samples are those of doing it all at once, up to the rounding of floats.
 *
 * <p>What comes out depends on all that went in before it and on {@link #lookAhead} samples after it. Frames are worked on
 * {@value NetworkPhase#CHUNK} at a time, so samples come out in lots, and later by as many frames. One channel; not for
 * use by several threads.
 *
 * <pre>{@code
 * try (SoundSource in = Resampler.resample(SoundFile.open(Path.of("hour.flac")), 16000);
 *         SoundSource copy = VocoderStream.through(in, vocoder, false)) {
 *     …
 * }
 * }</pre>
 */
public final class VocoderStream {
    private static final int SHORT_LOT = 8;
    private static final CompletableFuture<float[]> NOTHING = CompletableFuture.completedFuture(new float[0]);

    private final NetworkVocoder vocoder;
    private final boolean viaMel;
    /** Frames worked on at a time. */
    private final int lotSize;

    private final NetworkPhase phase;
    private final NetworkPhase.Session session;
    /** Null where nothing is refined. */
    private final RefinementStream refinement;

    private final Stft stft;
    private final StftSpec spec;
    private final MelFilterBank filters;
    /** Frames on either side that the networks and the integration see. */
    private final int reach;
    /** Frames on either side that the refinement sees. */
    private final int refinedReach;
    /** Frames that a window covers to either side. */
    private final int margin;
    /** Samples from the frame {@link #firstFrame} on. */
    private float[] pending = new float[0];

    private int pendingLength;
    /** The frame whose centre is the first pending sample. */
    private long firstFrame;
    /** The next frame to be given a phase. */
    private long nextFrame;
    /** The next frame to get its final spectrum. */
    private long nextFinal;
    /** The last frames that have it: two margins, or as many as there are. */
    private float[] lastRe = new float[0];

    private float[] lastIm = new float[0];
    /** Samples given out so far. */
    private long given;
    /** The frames that are getting their phase, in another thread; short lots do not wait for that. */
    private CompletableFuture<float[]> behind = NOTHING;

    /**
     * A stream through one of a vocoder's inputs.
     *
     * @param vocoder stays open and is not closed with this
     * @param viaMel whether the magnitudes, too, are made anew from log-mel ones
     */
    public VocoderStream(NetworkVocoder vocoder, boolean viaMel) {
        this(vocoder, viaMel, (viaMel ? vocoder.melPhase() : vocoder.phase()), NetworkPhase.CHUNK);
    }

    private VocoderStream(NetworkVocoder vocoder, boolean viaMel, NetworkPhase phase, int lotSize) {
        this.vocoder = vocoder;
        this.viaMel = viaMel;
        this.lotSize = lotSize;
        this.phase = phase;
        this.session = phase.new Session();
        this.spec = vocoder.spec().features().stft();
        this.stft = Stft.of(spec);
        this.filters = MelFilterBank.of(vocoder.spec().features());
        MelRefinement last = vocoder.refinement();
        this.refinement = viaMel ? new RefinementStream(last, vocoder.spec().features()) : null;
        this.reach = phase.lookAhead() + (viaMel ? MagnitudeNetwork.reach(vocoder.spec()) : 0);
        this.refinedReach = viaMel ? last.reach() : 0;
        this.margin = (spec.fftSize() / 2 + spec.hop() - 1) / spec.hop();
    }

    /**
     * The linear input for uses that cannot wait: phases fit each frame to the one before it, as {@link
     * NetworkPhase#frameByFrame} says, and samples come out {@value #SHORT_LOT} frames at a time.
     *
     * @param vocoder stays open and is not closed with this
     */
    public static VocoderStream frameByFrame(NetworkVocoder vocoder) {
        return new VocoderStream(vocoder, false, vocoder.phase().frameByFrame(), SHORT_LOT);
    }

    /**
     * A sound put through a vocoder while it is being read: every channel for itself, in as much memory for an hour as for
     * a second.
     *
     * @param source any sound at the vocoder's rate; it is closed with the result
     * @param vocoder not closed with the result
     * @param viaMel whether the magnitudes, too, are made anew from log-mel ones
     * @return as many samples
     * @throws IllegalArgumentException if the sound has another rate
     */
    public static SoundSource through(SoundSource source, NetworkVocoder vocoder, boolean viaMel) {
        return new VocodedSource(source, vocoder, () -> new VocoderStream(vocoder, viaMel));
    }

    /**
     * The same by the linear input, {@link #frameByFrame}.
     *
     * @throws IllegalArgumentException if the sound has another rate
     */
    public static SoundSource throughFrameByFrame(SoundSource source, NetworkVocoder vocoder) {
        return new VocodedSource(source, vocoder, () -> frameByFrame(vocoder));
    }

    /**
     * How many samples after a sample it depends on, at most: the frames that cover it reach half a window beyond it, the
     * frames of a block get their phase together, the networks and the mel input's refinement see some frames beyond those,
     * and the last of these covers half a window more.
     */
    public int lookAhead() {
        return spec.fftSize() + (session.block() - 1 + reach + refinedReach) * spec.hop();
    }

    /**
     * How many samples after a sample have to have come in before it comes out, at most: {@link #lookAhead}, and what is
     * lost by working on several frames at a time.
     */
    public int latency() {
        return spec.fftSize() + ((isAhead() ? 2 : 1) * lotSize + reach + refinedReach) * spec.hop();
    }

    /** Whether the networks work on the next frames while those before get their phase. */
    private boolean isAhead() {
        return lotSize > SHORT_LOT;
    }

    /**
     * Takes the next samples.
     *
     * @return the samples that are ready, perhaps none
     */
    public float[] next(float[] samples) {
        List<float[]> ready = new ArrayList<>();
        // However much comes at once, no more of it waits here than is worked on at a time.
        int most = lotSize * spec.hop();
        int count;
        for (int from = 0; from < samples.length; from += count) {
            count = Math.min(most, samples.length - from);
            append(samples, from, count);
            while (firstFrame * spec.hop() + pendingLength
                    >= (nextFrame + lotSize + reach + margin) * (long) spec.hop()) {
                ready.add(advance(lotSize, -1));
            }
        }
        return joined(ready.toArray(float[][]::new));
    }

    /** The end of the sound; the samples still to come, so that as many came out as went in. */
    public float[] finish() {
        long total = firstFrame * spec.hop() + pendingLength;
        long frames = 1 + total / spec.hop();
        List<float[]> ready = new ArrayList<>();
        while (nextFrame < frames) {
            ready.add(advance((int) Math.min(lotSize, frames - nextFrame), total));
        }
        ready.add(behind.join());
        behind = NOTHING;
        return joined(ready.toArray(float[][]::new));
    }

    private void append(float[] samples, int from, int count) {
        if (pendingLength + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, pendingLength + count));
        }
        System.arraycopy(samples, from, pending, pendingLength, count);
        pendingLength += count;
    }

    static float[] joined(float[]... parts) {
        float[] all =
                new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Frames that have been through the networks and are to get their phase. */
    private static final class Lot {
        /** Of these frames and of those around them. */
        float[] magnitudes;

        PhaseDifferences differences;
        /** Frames in the arrays before these. */
        int before;

        int count;
        /** Log-mel values of these frames; null by the linear input. */
        float[] mel;
        /** The sound's length if these are its last frames; otherwise negative. */
        long total;
    }

    /**
     * Puts the next frames through the networks while those before get their phase.
     *
     * @param total the sound's length if it is known
     * @return the samples that are ready, which may be those of the frames before
     */
    private float[] advance(int count, long total) {
        Lot lot = through(count, total);
        if (!isAhead()) {
            return back(lot);
        }
        float[] ready = behind.join();
        behind = CompletableFuture.supplyAsync(() -> back(lot));
        return ready;
    }

    private Lot through(int count, long total) {
        long frames = total < 0 ? Long.MAX_VALUE : 1 + total / spec.hop();
        long first = Math.max(0, nextFrame - reach);
        int here = (int) (Math.min(frames, nextFrame + count + reach) - first);
        Lot lot = new Lot();
        lot.before = (int) (nextFrame - first);
        lot.count = count;
        lot.total = nextFrame + count == frames ? total : -1;
        lot.magnitudes = magnitudes(first, first + here);
        if (viaMel) {
            LogMel mel = filters.apply(new Magnitudes(spec, spec.samples(here), lot.magnitudes));
            lot.magnitudes = vocoder.magnitudes(mel).toArray();
            int bands = mel.bands();
            lot.mel = Arrays.copyOfRange(mel.toArray(), lot.before * bands, (lot.before + count) * bands);
        }
        lot.differences = phase.differences(lot.magnitudes, here);
        nextFrame += count;
        forget(Math.max(0, nextFrame - reach - margin));
        return lot;
    }

    /** Gives frames their phase; the samples that no later frame touches. */
    private float[] back(Lot lot) {
        int bins = spec.bins();
        float[][] spectrum = session.integrate(lot.magnitudes, lot.before, lot.count, lot.differences);
        if (viaMel) {
            spectrum = refinement.next(spectrum, lot.mel, lot.total < 0 ? -1 : (int) (lot.total % spec.hop()));
        }
        long known = nextFinal - lastRe.length / bins;
        nextFinal += spectrum[0].length / bins;
        lastRe = joined(lastRe, spectrum[0]);
        lastIm = joined(lastIm, spectrum[1]);
        float[] out = lastRe.length == 0 ? lastRe : samples(known, lot.total);
        keepLast();
        return out;
    }

    /** The magnitudes of frames {@code first} to {@code end}, from the pending samples. */
    private float[] magnitudes(long first, long end) {
        int hop = spec.hop();
        // With what the outermost windows see of their neighbours; before the sound's start there is nothing.
        long from = Math.max(0, first - margin);
        int offset = (int) ((from - firstFrame) * hop);
        int wanted = (int) (end - 1 + margin - from) * hop;
        float[] piece = Arrays.copyOfRange(pending, offset, offset + Math.min(wanted, pendingLength - offset));
        Magnitudes all = stft.forward(piece).magnitudes();
        int bins = spec.bins();
        int skip = (int) (first - from) * bins;
        return Arrays.copyOfRange(all.toArray(), skip, skip + (int) (end - first) * bins);
    }

    /**
     * The samples that became certain.
     *
     * @param known the first frame of {@link #lastRe}
     * @param total the sound's length if this is its end; otherwise negative
     */
    private float[] samples(long known, long total) {
        int hop = spec.hop();
        int frames = lastRe.length / spec.bins();
        boolean last = total >= 0;
        int length = last ? (int) (total - known * hop) : spec.samples(frames);
        float[] all = stft.inverse(new ComplexSpectrogram(spec, length, lastRe, lastIm));
        // What the piece before gave out ended half a window before its next frame.
        int half = margin * hop;
        int from = (int) (given - known * hop);
        int to = last ? length : Math.max(from, frames * hop - half);
        given = known * hop + to;
        return Arrays.copyOfRange(all, from, Math.min(to, all.length));
    }

    private void keepLast() {
        int keep = Math.min(lastRe.length, 2 * margin * spec.bins());
        lastRe = Arrays.copyOfRange(lastRe, lastRe.length - keep, lastRe.length);
        lastIm = Arrays.copyOfRange(lastIm, lastIm.length - keep, lastIm.length);
    }

    /** Drops the samples before a frame. */
    private void forget(long frame) {
        int samples = (int) Math.min(pendingLength, Math.max(0, frame - firstFrame) * spec.hop());
        samples -= samples % spec.hop();
        System.arraycopy(pending, samples, pending, 0, pendingLength - samples);
        pendingLength -= samples;
        firstFrame += samples / spec.hop();
    }
}
