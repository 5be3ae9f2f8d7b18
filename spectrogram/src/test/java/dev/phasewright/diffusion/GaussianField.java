package dev.phasewright.diffusion;

import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.List;

/** Small clips whose spectrum is known, and so what the best denoiser makes of them. */
final class GaussianField {
    static final int FRAMES = 4;
    static final int BANDS = 6;
    static final CosineTransform TRANSFORM = new CosineTransform(FRAMES, BANDS);
    static final SpatialSpectrum SPECTRUM = spectrum();

    private GaussianField() {}

    private static SpatialSpectrum spectrum() {
        Float[] variances = new Float[4 * 5];
        for (int c = 0; c < variances.length; c++) {
            variances[c] = (float) (30 / Math.pow(1 + c / 5 + c % 5, 2));
        }
        return new SpatialSpectrum(FRAMES, BANDS, List.of(variances));
    }

    static float[] white(long seed) {
        float[] values = new float[FRAMES * BANDS];
        NormalDeviates.fill(values, 0, values.length, Seeds.stream(seed, "white", 0));
        return values;
    }
}
