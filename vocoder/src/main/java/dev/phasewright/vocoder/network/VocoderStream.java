package dev.phasewright.vocoder.network;

import dev.phasewright.audio.stream.PerChannel;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.audio.stream.StreamedSource;
import dev.phasewright.audio.stream.Streaming;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copy-synthesis of a sound of any length that comes in pieces: phase is discarded and made anew by a trained vocoder,
 * in memory that does not grow. The samples are those of doing it all at once, up to the rounding of floats.
 *
 * <p>What comes out depends on all that went in before it and on {@link #lookAhead} samples after it. Frames are worked on
 * {@value NetworkPhase#CHUNK} at a time, so samples come out in lots, and later by as many frames. One channel; as many
 * samples come out as go in. Not for use by several threads.
 *
 * <pre>{@code
 * try (SoundSource in = Resampler.resample(SoundFile.open(Path.of("hour.flac")), 16000);
 *         SoundSource copy = VocoderStream.through(in, vocoder, false)) {
 *     …
 * }
 * }</pre>
 */
public final class VocoderStream implements Streaming<float[], float[]> {
    private static final int SHORT_LOT = 8;
    private static final CompletableFuture<float[]> NOTHING = CompletableFuture.completedFuture(new float[0]);

    private final NetworkVocoder vocoder;
    private final boolean viaMel;
    private final NetworkPhase phase;
    /** Frames worked on at a time. */
    private final int lotSize;

    private final StftSpec spec;
    private final MelFilterBank filters;
    /** Frames on either side that the networks and the integration see. */
    private final int reach;

    private WaitingSamples waiting;
    /** The next frame to be given a phase. */
    private long nextFrame;

    private NetworkPhase.Session session;
    /** Null where nothing is refined. */
    private @Nullable RefinementStream refinement;

    private SynthesisStream synthesis;
    /** The frames that are getting their phase, in another thread; short lots do not wait for that. */
    private CompletableFuture<float[]> behind = NOTHING;

    /**
     * A stream through one of a vocoder's inputs.
     *
     * @param vocoder stays open and is not closed with this
     * @param viaMel whether the magnitudes, too, are made anew from log-mel ones
     */
    public VocoderStream(NetworkVocoder vocoder, boolean viaMel) {
        this(vocoder, viaMel, viaMel ? vocoder.melPhase() : vocoder.linearPhase(), NetworkPhase.CHUNK);
    }

    private VocoderStream(NetworkVocoder vocoder, boolean viaMel, NetworkPhase phase, int lotSize) {
        this.vocoder = vocoder;
        this.viaMel = viaMel;
        this.phase = phase;
        this.lotSize = lotSize;
        this.spec = vocoder.spec().stft();
        this.filters = MelFilterBank.of(vocoder.spec().features());
        this.reach = phase.lookAhead() + (viaMel ? MagnitudeNetwork.reach(vocoder.spec()) : 0);
        begin();
    }

    private void begin() {
        waiting = new WaitingSamples(spec);
        nextFrame = 0;
        session = phase.new Session();
        refinement = refinement();
        synthesis = new SynthesisStream(spec);
    }

    private @Nullable RefinementStream refinement() {
        if (viaMel) {
            return RefinementStream.of(vocoder.refinement(), vocoder.spec().features());
        }
        boolean ends = isAhead() && vocoder.rounds().rounds() > 0;
        return ends ? RefinementStream.of(vocoder.rounds(), spec) : null;
    }

    /** Frames on either side that the refinement sees. */
    private int refinedReach() {
        return refinement == null ? 0 : refinement.reach();
    }

    /**
     * The linear input for uses that cannot wait: phases fit each frame to the one before it, as {@link
     * NetworkPhase#frameByFrame} says, and samples come out {@value #SHORT_LOT} frames at a time.
     *
     * @param vocoder stays open and is not closed with this
     */
    public static VocoderStream frameByFrame(NetworkVocoder vocoder) {
        return new VocoderStream(vocoder, false, vocoder.linearPhase().frameByFrame(), SHORT_LOT);
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
        return through(source, vocoder, () -> new VocoderStream(vocoder, viaMel));
    }

    /**
     * The same by the linear input, {@link #frameByFrame}.
     *
     * @throws IllegalArgumentException if the sound has another rate
     */
    public static SoundSource throughFrameByFrame(SoundSource source, NetworkVocoder vocoder) {
        return through(source, vocoder, () -> frameByFrame(vocoder));
    }

    private static SoundSource through(SoundSource source, NetworkVocoder vocoder, Supplier<VocoderStream> stream) {
        int rate = vocoder.spec().stft().sampleRate();
        if (source.sampleRate() != rate) {
            throw new IllegalArgumentException("a sound at " + source.sampleRate() + " Hz does not fit a vocoder of "
                    + rate + " Hz: resample it first");
        }
        return new StreamedSource(
                source,
                new PerChannel(Stream.generate(stream).limit(source.channels()).toList()));
    }

    /**
     * How many samples after a sample it depends on, at most: the frames that cover it reach half a window beyond it, the
     * frames of a block get their phase together, the networks and the refinement see some frames beyond those,
     * and the last of these covers half a window more.
     */
    public int lookAhead() {
        return spec.fftSize() + (session.block() - 1 + reach + refinedReach()) * spec.hop();
    }

    /**
     * How many samples after a sample have to have come in before it comes out, at most: {@link #lookAhead}, and what is
     * lost by working on several frames at a time.
     */
    public int latency() {
        return spec.fftSize() + ((isAhead() ? 2 : 1) * lotSize + reach + refinedReach()) * spec.hop();
    }

    /** Whether the networks work on the next frames while those before get their phase. */
    private boolean isAhead() {
        return lotSize > SHORT_LOT;
    }

    @Override
    public float[] step(float[] samples) {
        List<float[]> ready = new ArrayList<>();
        // However much comes at once, no more of it waits here than is worked on at a time.
        int most = lotSize * spec.hop();
        int count;
        for (int from = 0; from < samples.length; from += count) {
            count = Math.min(most, samples.length - from);
            waiting.append(samples, from, count);
            while (waiting.hasFrames(nextFrame + lotSize + reach)) {
                ready.add(advance(lotSize, -1));
            }
        }
        return SynthesisStream.joined(ready.toArray(float[][]::new));
    }

    /** {@inheritDoc} All of it comes at once. */
    @Override
    public float[] flush() {
        long total = waiting.total();
        long frames = 1 + total / spec.hop();
        List<float[]> ready = new ArrayList<>();
        while (nextFrame < frames) {
            ready.add(advance((int) Math.min(lotSize, frames - nextFrame), total));
        }
        ready.add(behind.join());
        behind = NOTHING;
        return SynthesisStream.joined(ready.toArray(float[][]::new));
    }

    @Override
    public void reset() {
        behind.join();
        behind = NOTHING;
        begin();
    }

    /** Frames that have been through the networks and are to get their phase. */
    private static final class Lot {
        private final float[] magnitudes;
        private final PhaseDifferences differences;
        private final int before;
        private final int count;
        private final float[] mel;
        private final long total;

        /**
         * So many frames.
         *
         * @param magnitudes of these frames and of those around them
         * @param differences of the same
         * @param before frames in the arrays before these
         * @param count how many these are
         * @param mel log-mel values of these frames; none by the linear input
         * @param total the sound's length if these are its last frames; otherwise negative
         */
        Lot(float[] magnitudes, PhaseDifferences differences, int before, int count, float[] mel, long total) {
            this.magnitudes = magnitudes;
            this.differences = differences;
            this.before = before;
            this.count = count;
            this.mel = mel;
            this.total = total;
        }
    }

    /**
     * Puts the next frames through the networks while those before get their phase.
     *
     * @param total the sound's length if it is known
     * @return the samples that are ready, which may be those of the frames before
     */
    private float[] advance(int count, long total) {
        Lot lot = measured(count, total);
        if (!isAhead()) {
            return sound(lot);
        }
        float[] ready = behind.join();
        behind = CompletableFuture.supplyAsync(() -> sound(lot));
        return ready;
    }

    private Lot measured(int count, long total) {
        long frames = total < 0 ? Long.MAX_VALUE : 1 + total / spec.hop();
        long first = Math.max(0, nextFrame - reach);
        int here = (int) (Math.min(frames, nextFrame + count + reach) - first);
        int before = (int) (nextFrame - first);
        float[] magnitudes = waiting.magnitudes(first, first + here);
        float[] bands = {};
        if (viaMel) {
            LogMel mel = filters.apply(new Magnitudes(spec, spec.samples(here), magnitudes));
            magnitudes = vocoder.magnitudes(mel).toArray();
            bands = Arrays.copyOfRange(mel.toArray(), before * mel.bands(), (before + count) * mel.bands());
        }
        PhaseDifferences differences = phase.differences(magnitudes, here);
        nextFrame += count;
        waiting.forget(Math.max(0, nextFrame - reach));
        return new Lot(magnitudes, differences, before, count, bands, nextFrame == frames ? total : -1);
    }

    /** Gives frames their phase; the samples that no later frame touches. */
    private float[] sound(Lot lot) {
        float[][] spectrum = session.integrate(lot.magnitudes, lot.before, lot.count, lot.differences);
        if (refinement != null) {
            spectrum = refinement.next(spectrum, lot.mel, lot.total < 0 ? -1 : (int) (lot.total % spec.hop()));
        }
        return synthesis.next(spectrum, lot.total);
    }
}
