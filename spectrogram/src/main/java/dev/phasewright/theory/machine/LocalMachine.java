package dev.phasewright.theory.machine;

import java.util.function.DoubleFunction;

/**
 * The best denoiser that sees only what is near (LS of Kamb &amp; Ganguli): at each place the mean of the training clips'
 * values at that place, each weighted by how well what is around it agrees, {@code exp(−‖x_Ω − y_Ω‖² / 2σ²)} over a window Ω.
 * Different places may take after different clips, so its results are patchworks. A window that holds the whole clip makes
 * it the {@link IdealMachine}.
 *
 * <p>The distances of all windows are differences of running sums, so a large window takes no longer than a small one.
 */
public final class LocalMachine extends Machine {
    private final DoubleFunction<Window> windows;

    /**
     * A machine of all these clips.
     *
     * @param windows that it sees through at each noise level
     */
    public LocalMachine(LearnedClips clips, DoubleFunction<Window> windows) {
        this(clips, windows, LANES);
    }

    LocalMachine(LearnedClips clips, DoubleFunction<Window> windows, int lanes) {
        super(clips, lanes);
        this.windows = windows;
    }

    @Override
    void add(float[] noisy, float[] clip, double sigma, SoftMean mean) {
        int frames = clips().frames();
        int bands = clips().bands();
        Window window = windows.apply(sigma);
        double[] sums = sums(noisy, clip, frames, bands);
        int row = bands + 1;
        for (int t = 0; t < frames; t++) {
            int top = Math.max(0, t - window.frames()) * row;
            int bottom = Math.min(frames, t + window.frames() + 1) * row;
            for (int b = 0; b < bands; b++) {
                int left = Math.max(0, b - window.bands());
                int right = Math.min(bands, b + window.bands() + 1);
                double distance = sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
                int place = t * bands + b;
                mean.add(place, -distance / (2 * sigma * sigma), clip[place]);
            }
        }
    }

    /** Sums of squared differences over all that is above and to the left, {@code [frames + 1][bands + 1]}. */
    private static double[] sums(float[] noisy, float[] clip, int frames, int bands) {
        int row = bands + 1;
        double[] sums = new double[(frames + 1) * row];
        for (int t = 0; t < frames; t++) {
            double line = 0;
            for (int b = 0; b < bands; b++) {
                double d = noisy[t * bands + b] - clip[t * bands + b];
                line += d * d;
                sums[(t + 1) * row + b + 1] = sums[t * row + b + 1] + line;
            }
        }
        return sums;
    }
}
