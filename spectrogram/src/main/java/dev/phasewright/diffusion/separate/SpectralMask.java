package dev.phasewright.diffusion.separate;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Filters a mixture by the shares that sounds have of its power in each bin of each frame (Wiener's filter, if the shares are
 * right). The shares of all sounds add up to 1, and so the filtered sounds to the mixture.
 */
public final class SpectralMask {
    private final StftSpec spec;
    /** {@code [sound][frames × bins]}. */
    private final float[][] shares;

    private SpectralMask(StftSpec spec, float[][] shares) {
        this.spec = spec;
        this.shares = shares;
    }

    /**
     * The mask of these sounds, the ideal one if they are those that were mixed.
     *
     * @param sounds of one length and one transform, at least two
     */
    public static SpectralMask of(List<Magnitudes> sounds) {
        List<float[]> levels = sounds.stream().map(SpectralMask::logarithms).toList();
        float[][] shares = new float[sounds.size()][levels.get(0).length];
        addShares(levels, shares);
        return new SpectralMask(sounds.get(0).spec(), shares);
    }

    private static float[] logarithms(Magnitudes magnitudes) {
        float[] values = magnitudes.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.log(Math.max(values[i], Float.MIN_NORMAL));
        }
        return values;
    }

    /**
     * The mask that averages those of several guesses at the sounds in mel bands. A bin's share is that of the bands it lies
     * in, weighted as they weigh it.
     *
     * @param guesses at all sounds, each in the same order and of as many frames; at least one
     */
    public static SpectralMask ofMel(List<List<LogMel>> guesses) {
        LogMel any = guesses.get(0).get(0);
        int stems = guesses.get(0).size();
        float[][] shares = new float[stems][any.frames() * any.bands()];
        for (List<LogMel> guess : guesses) {
            addShares(guess.stream().map(LogMel::toArray).toList(), shares);
        }
        MelSpec features = any.spec();
        int bins = features.stft().bins();
        float[][] weights = binWeights(features);
        float[][] wide = new float[stems][any.frames() * bins];
        for (int k = 0; k < stems; k++) {
            for (int t = 0; t < any.frames(); t++) {
                for (int bin = 0; bin < bins; bin++) {
                    float share = 0;
                    for (int b = 0; b < any.bands(); b++) {
                        float weight = weights[bin][b];
                        share += weight == 0 ? 0 : weight * shares[k][t * any.bands() + b];
                    }
                    wide[k][t * bins + bin] = share / guesses.size();
                }
            }
        }
        return new SpectralMask(features.stft(), wide);
    }

    /** Adds each sound's share of the power at each place. */
    private static void addShares(List<float[]> logMagnitudes, float[][] shares) {
        for (int i = 0; i < shares[0].length; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (float[] level : logMagnitudes) {
                most = Math.max(most, level[i]);
            }
            double sum = 0;
            for (float[] level : logMagnitudes) {
                sum += Math.exp(2 * (level[i] - most));
            }
            for (int k = 0; k < shares.length; k++) {
                shares[k][i] += (float) (Math.exp(2 * (logMagnitudes.get(k)[i] - most)) / sum);
            }
        }
    }

    /** How much each band counts in each bin, {@code [bin][band]}: bins beyond the ends belong to the nearest band. */
    private static float[][] binWeights(MelSpec features) {
        int bins = features.stft().bins();
        int bands = features.bands();
        float[] filters = MelFilterBank.of(features).weights();
        float[][] weights = new float[bins][bands];
        int first = bins;
        int last = 0;
        for (int k = 0; k < bins; k++) {
            float sum = 0;
            for (int b = 0; b < bands; b++) {
                sum += filters[b * bins + k];
            }
            for (int b = 0; b < bands && sum > 0; b++) {
                weights[k][b] = filters[b * bins + k] / sum;
            }
            first = sum > 0 ? Math.min(first, k) : first;
            last = sum > 0 ? k : last;
        }
        for (int k = 0; k < bins; k++) {
            if (k < first || k > last) {
                weights[k] = weights[k < first ? first : last];
            }
        }
        return weights;
    }

    /**
     * Each sound's part of a mixture.
     *
     * @param mixture of any number of channels, at the sample rate and of the length of what the mask was made from
     * @throws IllegalArgumentException if it has another number of frames
     */
    public List<Audio> apply(Audio mixture) {
        Stft stft = Stft.of(spec);
        if (spec.frames(mixture.length()) * spec.bins() != shares[0].length) {
            throw new IllegalArgumentException("a mask of " + shares[0].length / spec.bins() + " frames, a mixture of "
                    + spec.frames(mixture.length()));
        }
        List<ComplexSpectrogram> spectra = new ArrayList<>();
        for (int c = 0; c < mixture.channels(); c++) {
            spectra.add(stft.forward(mixture.channel(c)));
        }
        List<Audio> sounds = new ArrayList<>();
        for (float[] share : shares) {
            float[][] channels = new float[mixture.channels()][];
            for (int c = 0; c < channels.length; c++) {
                channels[c] = stft.inverse(masked(spectra.get(c), share));
            }
            sounds.add(Audio.of(channels, mixture.sampleRate()));
        }
        return sounds;
    }

    private static ComplexSpectrogram masked(ComplexSpectrogram spectrum, float[] share) {
        float[] re = spectrum.reals();
        float[] im = spectrum.imaginaries();
        for (int i = 0; i < re.length; i++) {
            re[i] *= share[i];
            im[i] *= share[i];
        }
        return new ComplexSpectrogram(spectrum.spec(), spectrum.samples(), re, im);
    }
}
