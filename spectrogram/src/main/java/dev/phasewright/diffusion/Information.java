package dev.phasewright.diffusion;

import dev.phasewright.theory.spectrum.SpatialSpectrum;

/**
 * How much a drowned clip still tells of the clean one, if no more were known of clips than their spectrum. It falls as the
 * level rises, whatever the corruption, so that levels of different ones can be matched by it.
 */
public final class Information {
    private Information() {}

    /**
     * The information between a clip and the drowned clip, both taken as Gaussian fields: {@code ½ Σ log₂(1 + SNR)} over the
     * coefficients of the cosine transform.
     *
     * @param clips λ of the clips
     * @param sigma the level, positive
     * @return bits of a clip
     */
    public static double bits(Corruption corruption, SpatialSpectrum clips, double sigma) {
        double nats = 0;
        for (float ratio : signalToNoise(corruption, clips, sigma)) {
            nats += 0.5 * Math.log1p(ratio);
        }
        return nats / Math.log(2);
    }

    /** The power of what is left of each frequency over that of the noise, {@code [frames × bands]}. */
    static float[] signalToNoise(Corruption corruption, SpatialSpectrum clips, double sigma) {
        if (corruption instanceof Wiener wiener) {
            return signalToNoise(wiener.noise(), clips, sigma);
        }
        double noise = corruption.noiseAt(sigma);
        float[] ratios = clips.map();
        float[] kept = corruption instanceof Blur blur ? blur.kept(clips.frames(), clips.bands(), sigma) : null;
        float[] shape =
                corruption instanceof Corruption.Shaped shaped ? shaped.shape(clips.frames(), clips.bands()) : null;
        for (int k = 0; k < ratios.length; k++) {
            double left = (kept == null ? 1 : kept[k]) / (noise * (shape == null ? 1 : shape[k]));
            ratios[k] *= (float) (left * left);
        }
        return ratios;
    }
}
