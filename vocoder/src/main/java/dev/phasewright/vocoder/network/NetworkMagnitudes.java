package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.vocoder.mel.MelInversion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Linear magnitudes for log-mel ones by a {@link MagnitudeNetwork}, a piece of a long sound or several short ones at a time.
 * A frame at the features' floor is silent. Safe for use by several threads, which take turns at the network.
 */
final class NetworkMagnitudes {
    private final VocoderSpec spec;
    private final MagnitudeNetwork network;
    private final MelInversion inversion;
    private final NDManager manager;

    /** The network's weights, and {@code manager}, belong to someone else. */
    NetworkMagnitudes(VocoderSpec spec, MagnitudeNetwork network, MelInversion inversion, NDManager manager) {
        this.spec = spec;
        this.network = network;
        this.inversion = inversion;
        this.manager = manager;
    }

    /**
     * The magnitudes of one sound, of as many frames.
     *
     * @throws IllegalArgumentException if {@code logMel} has other features than the vocoder's
     */
    Magnitudes apply(LogMel logMel) {
        requireFeatures(logMel);
        int frames = logMel.frames();
        int bands = logMel.bands();
        int bins = spec.stft().bins();
        int reach = MagnitudeNetwork.reach(spec);
        float[] values = logMel.toArray();
        float[] prior = prior(logMel);
        float[] out = new float[frames * bins];
        for (int from = 0; from < frames; from += NetworkPhase.CHUNK) {
            int to = Math.min(frames, from + NetworkPhase.CHUNK);
            int first = Math.max(0, from - reach);
            int end = Math.min(frames, to + reach);
            float[] found = estimate(
                            List.of(Arrays.copyOfRange(values, first * bands, end * bands)),
                            List.of(Arrays.copyOfRange(prior, first * bins, end * bins)),
                            end - first)
                    .get(0);
            System.arraycopy(found, (from - first) * bins, out, from * bins, (to - from) * bins);
        }
        return silenced(logMel, out);
    }

    /**
     * The magnitudes of several sounds of as many frames, seen at once.
     *
     * @param priors what {@link #prior} says of each
     */
    List<Magnitudes> apply(List<LogMel> sounds, List<float[]> priors) {
        List<float[]> found = estimate(
                sounds.stream().map(LogMel::toArray).toList(),
                priors,
                sounds.get(0).frames());
        return IntStream.range(0, sounds.size())
                .mapToObj(i -> silenced(sounds.get(i), found.get(i)))
                .toList();
    }

    /** Refuses values of other features than the vocoder's. */
    void requireFeatures(LogMel logMel) {
        if (!logMel.spec().equals(spec.features())) {
            throw new IllegalArgumentException("log-mel values of " + logMel.spec() + " do not fit " + spec.features());
        }
    }

    /** What is known of a sound without the network, {@code [frames × bins]}. */
    float[] prior(LogMel logMel) {
        return MagnitudeNetwork.prior(inversion.apply(logMel));
    }

    /** Magnitudes of several pieces of as many frames, seen at once. */
    private List<float[]> estimate(List<float[]> mel, List<float[]> priors, int frames) {
        int bins = spec.stft().bins();
        float[] found;
        synchronized (manager) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray input = scope.create(
                        joined(mel),
                        new Shape(mel.size(), frames, spec.features().bands()));
                NDArray known = scope.create(joined(priors), new Shape(mel.size(), frames, bins))
                        .log();
                found = network.forward(input, known)
                        .minimum(MelInversion.LOUDEST)
                        .exp()
                        .toFloatArray();
            }
        }
        return IntStream.range(0, mel.size())
                .mapToObj(i -> Arrays.copyOfRange(found, i * frames * bins, (i + 1) * frames * bins))
                .toList();
    }

    private static float[] joined(List<float[]> arrays) {
        int length = arrays.get(0).length;
        float[] all = new float[arrays.size() * length];
        for (int i = 0; i < arrays.size(); i++) {
            System.arraycopy(arrays.get(i), 0, all, i * length, length);
        }
        return all;
    }

    /**
     * Magnitudes that a network found for these bands. What is at the floor in every band was silence; the network has
     * learned of noise there, but silence stays.
     *
     * @param found overwritten
     */
    private Magnitudes silenced(LogMel logMel, float[] found) {
        float[] values = logMel.toArray();
        int bands = logMel.bands();
        int bins = spec.stft().bins();
        float floor = (float) Math.log(spec.features().floor()) + 1e-4f;
        for (int t = 0; t < logMel.frames(); t++) {
            boolean silent = true;
            for (int b = 0; b < bands && silent; b++) {
                silent = values[t * bands + b] <= floor;
            }
            if (silent) {
                Arrays.fill(found, t * bins, (t + 1) * bins, 0);
            }
        }
        return new Magnitudes(spec.stft(), spec.stft().samples(logMel.frames()), found);
    }
}
