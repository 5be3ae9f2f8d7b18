package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;

/**
 * Log-mel magnitudes at one FFT size, with a gradient: {@code ln(floor + mel·|STFT|)}. The floor is added, so that what
 * lies below it still has a slope.
 */
final class MelResolution {
    private static final int BINS_PER_BAND = 4;
    /** Keeps the slope of a magnitude finite at 0; far below every floor. */
    private static final float NOTHING = 1e-8f;

    private final DifferentiableStft stft;
    private final NDArray filters;
    private final float floor;

    /**
     * Log-mel magnitudes with a hop of a quarter of the FFT size, and as many bands as fit into that many bins.
     *
     * @param features scale, range, floor and the largest number of bands
     * @param manager keeps the filters
     * @throws IllegalArgumentException if a band would be empty
     */
    MelResolution(MelSpec features, int fftSize, NDManager manager) {
        StftSpec spec = new StftSpec(features.stft().sampleRate(), fftSize, fftSize / 4, Window.HANN);
        int bands = Math.max(1, Math.min(features.bands(), fftSize / 2 / BINS_PER_BAND));
        floor = (float) (features.floor() * fftSize / features.stft().fftSize());
        stft = new DifferentiableStft(spec);
        MelSpec mel = new MelSpec(
                spec,
                bands,
                features.scale(),
                features.slaneyNorm(),
                features.lowHz(),
                features.highHz(),
                features.floor());
        // A copy of the engine's own, in the order that the product wants.
        try (NDArray rows = manager.create(MelFilterBank.of(mel).weights(), new Shape(bands, spec.bins()))) {
            filters = rows.transpose().duplicate();
        }
    }

    /** The log-mel magnitudes {@code [batch, frames, bands]} of samples {@code [batch, length]}. */
    NDArray of(NDArray samples) {
        NDArray magnitudes =
                stft.forward(samples).square().sum(new int[] {3}).add(NOTHING).sqrt();
        return magnitudes.matMul(filters).add(floor).log();
    }
}
