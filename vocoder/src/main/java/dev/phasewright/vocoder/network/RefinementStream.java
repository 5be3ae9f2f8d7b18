package dev.phasewright.vocoder.network;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.mel.MelRefinement;
import dev.phasewright.vocoder.phase.PhaseRounds;
import java.util.Arrays;

/**
 * A refinement of frames that come in lots: what comes out is what it would be if all came at once, and later by the
 * refinement's reach.
 */
final class RefinementStream {
    private final Refinement refinement;
    private final int reach;
    private final StftSpec spec;
    /** Values beside each frame. */
    private final int bands;
    /** Frames that are still to be refined, and before them those that they depend on. */
    private float[] re = new float[0];

    private float[] im = new float[0];
    private float[] mel = new float[0];
    /** How many of these frames have been refined. */
    private int done;

    /** What is done to a spectrum, whose frames depend on some on either side. */
    @FunctionalInterface
    private interface Refinement {
        /** The spectrum refined; {@code mel} are the log-mel values of its frames, if there are any. */
        ComplexSpectrogram apply(ComplexSpectrogram spectrum, float[] mel);
    }

    private RefinementStream(Refinement refinement, int reach, StftSpec spec, int bands) {
        this.refinement = refinement;
        this.reach = reach;
        this.spec = spec;
        this.bands = bands;
    }

    /** That of a mel input. */
    static RefinementStream of(MelRefinement refinement, MelSpec features) {
        return new RefinementStream(
                (spectrum, mel) -> refinement.apply(spectrum, new LogMel(features, mel)),
                refinement.reach(),
                features.stft(),
                features.bands());
    }

    /** That of a linear input. */
    static RefinementStream of(PhaseRounds rounds, StftSpec spec) {
        return new RefinementStream((spectrum, none) -> rounds.apply(spectrum), rounds.reach(spec), spec, 0);
    }

    /** Frames on either side that a frame depends on. */
    int reach() {
        return reach;
    }

    /**
     * Takes the next frames.
     *
     * @param spectrum their real and their imaginary parts
     * @param values their log-mel values; none by a linear input
     * @param tail if the sound ends with them, the samples after the last frame's centre; otherwise negative
     * @return real and imaginary parts of the frames that became certain
     */
    float[][] next(float[][] spectrum, float[] values, int tail) {
        int bins = spec.bins();
        re = SynthesisStream.joined(re, spectrum[0]);
        im = SynthesisStream.joined(im, spectrum[1]);
        mel = SynthesisStream.joined(mel, values);
        int frames = re.length / bins;
        int ready = tail >= 0 ? frames : Math.max(done, frames - reach);
        if (ready == done) {
            return new float[2][0];
        }
        int samples = spec.samples(frames) + Math.max(0, tail);
        ComplexSpectrogram refined = refinement.apply(new ComplexSpectrogram(spec, samples, re, im), mel);
        float[][] certain = {
            Arrays.copyOfRange(refined.reals(), done * bins, ready * bins),
            Arrays.copyOfRange(refined.imaginaries(), done * bins, ready * bins)
        };
        int dropped = Math.max(0, ready - reach);
        re = Arrays.copyOfRange(re, dropped * bins, re.length);
        im = Arrays.copyOfRange(im, dropped * bins, im.length);
        mel = Arrays.copyOfRange(mel, dropped * bands, mel.length);
        done = ready - dropped;
        return certain;
    }
}
