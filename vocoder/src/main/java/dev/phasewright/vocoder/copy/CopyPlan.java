package dev.phasewright.vocoder.copy;

import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.copy.VocoderChoice.Kind;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.util.Objects;

/**
 * How phase is to be made anew.
 *
 * @param vocoder by what
 * @param viaMel whether only mel bands are kept of the magnitudes; always of Vocos, which knows nothing else
 * @param iterations of a method that iterates; 0 for as many as it does by itself
 * @param refine iterations of fast Griffin-Lim after it, or 0; not of Vocos, whose magnitudes are its own
 * @param lowLatency whether the network is to wait for as little as it can: from linear magnitudes, without refinement
 * @param seed what random phases are drawn from
 */
public record CopyPlan(
        VocoderChoice vocoder, boolean viaMel, int iterations, int refine, boolean lowLatency, long seed) {
    /** Arrays as large as one channel's magnitudes that accelerated Griffin-Lim holds, which needs most. */
    private static final int ARRAYS = 14;

    /** @throws IllegalArgumentException if these do not go together */
    public CopyPlan {
        Objects.requireNonNull(vocoder, "vocoder");
        if (iterations < 0 || refine < 0) {
            throw new IllegalArgumentException("no phase is made by " + Math.min(iterations, refine) + " iterations");
        }
        viaMel |= vocoder.kind() == Kind.VOCOS;
        if (refine > 0 && vocoder.kind() == Kind.VOCOS) {
            throw new IllegalArgumentException("what Vocos makes is not refined");
        }
        if (lowLatency && (vocoder.kind() != Kind.NETWORK || viaMel || refine > 0)) {
            throw new IllegalArgumentException(
                    "low latency is for the network from linear magnitudes, without refinement");
        }
    }

    /** The vocoder as it is, from all magnitudes if it can. */
    public static CopyPlan by(VocoderChoice vocoder, long seed) {
        return new CopyPlan(vocoder, false, 0, 0, false, seed);
    }

    /** The features that the vocoder takes; their transform is that of linear magnitudes. */
    public MelSpec features() {
        return vocoder.features();
    }

    /** The transform of the vocoder's features. */
    public StftSpec stft() {
        return features().stft();
    }

    /**
     * The transform whose magnitudes are kept of a sound of this rate, at whose own rate the copy is made. A method that is
     * given all magnitudes knows no rate: it works at the sound's, in windows as long as those of {@link #stft()}. Networks
     * and mel bands are of one rate, to which the sound is brought, and back.
     */
    public StftSpec stft(int sampleRate) {
        return isOfOneRate() ? stft() : stft().at(sampleRate);
    }

    private boolean isOfOneRate() {
        return vocoder.kind() != Kind.METHOD || viaMel;
    }

    /** Whether it is done piece by piece; everything but the network alone needs the whole sound at once. */
    public boolean isStreamed() {
        return vocoder.kind() == Kind.NETWORK && refine == 0;
    }

    /**
     * About how many bytes of memory a sample of each channel takes where the whole sound is needed at once: those of
     * magnitudes for the channel in work, and every channel's samples twice. (100 s at 16 kHz by {@link
     * MelSpec#STANDARD}: 495 MB with a quarter for the collector, 450 MB do and 400 MB do not.)
     *
     * @param transform whose magnitudes they are, as {@link #stft(int)} has it
     */
    public static double bytesPerSample(StftSpec transform, int channels) {
        return Float.BYTES * ((double) ARRAYS * transform.bins() / transform.hop() + 2.0 * channels);
    }

    /** The method that was asked for. */
    PhaseReconstructor method() {
        PhaseReconstructor method = vocoder.method();
        return iterations > 0 && method instanceof GriffinLim iterative ? iterative.times(iterations) : method;
    }

    /** What another rate than the vocoder's means, in words for people; empty if the sound is not resampled. */
    public String resampling(int sampleRate) {
        int rate = stft(sampleRate).sampleRate();
        return sampleRate == rate
                ? ""
                : sampleRate + " Hz, vocoded at " + rate + " Hz and brought back"
                        + (sampleRate > rate ? "; nothing above " + rate / 2 + " Hz is left" : "");
    }

    /** Words for people. */
    @Override
    public String toString() {
        return vocoder.name()
                + (lowLatency ? ", frame by frame" : "")
                + (viaMel && vocoder.kind() != Kind.VOCOS ? " via mel" : "")
                + (iterations > 0 ? ", " + iterations + " iterations" : "")
                + (refine > 0 ? ", refined by " + refine + " iterations" : "");
    }
}
