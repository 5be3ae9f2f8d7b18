package dev.phasewright.vocoder.network;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.mel.MelRefinement;
import java.util.Arrays;

/**
 * A {@link MelRefinement} of frames that come in lots: what comes out is what it would be if all came at once, and later
 * by {@link MelRefinement#reach} frames.
 */
final class RefinementStream {
    private final MelRefinement refinement;
    private final MelSpec features;
    private final StftSpec spec;
    /** Frames that are still to be refined, and before them those that they depend on. */
    private float[] re = new float[0];

    private float[] im = new float[0];
    private float[] mel = new float[0];
    /** How many of these frames have been refined. */
    private int done;

    RefinementStream(MelRefinement refinement, MelSpec features) {
        this.refinement = refinement;
        this.features = features;
        this.spec = features.stft();
    }

    /**
     * Takes the next frames.
     *
     * @param spectrum their real and their imaginary parts
     * @param bands their log-mel values
     * @param tail if the sound ends with them, the samples after the last frame's centre; otherwise negative
     * @return real and imaginary parts of the frames that became certain
     */
    float[][] next(float[][] spectrum, float[] bands, int tail) {
        int bins = spec.bins();
        re = SynthesisStream.joined(re, spectrum[0]);
        im = SynthesisStream.joined(im, spectrum[1]);
        mel = SynthesisStream.joined(mel, bands);
        int frames = re.length / bins;
        int ready = tail >= 0 ? frames : Math.max(done, frames - refinement.reach());
        if (ready == done) {
            return new float[2][0];
        }
        int samples = spec.samples(frames) + Math.max(0, tail);
        ComplexSpectrogram refined =
                refinement.apply(new ComplexSpectrogram(spec, samples, re, im), new LogMel(features, mel));
        float[][] certain = {
            Arrays.copyOfRange(refined.reals(), done * bins, ready * bins),
            Arrays.copyOfRange(refined.imaginaries(), done * bins, ready * bins)
        };
        int dropped = Math.max(0, ready - refinement.reach());
        re = Arrays.copyOfRange(re, dropped * bins, re.length);
        im = Arrays.copyOfRange(im, dropped * bins, im.length);
        mel = Arrays.copyOfRange(mel, dropped * features.bands(), mel.length);
        done = ready - dropped;
        return certain;
    }
}
