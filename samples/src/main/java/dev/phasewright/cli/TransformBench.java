package dev.phasewright.cli;

import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** How much longer the STFT and its inverse take than nothing but their Fourier transforms; both on one core. */
final class TransformBench {
    private static final int[] HOPS = {256, 128};

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final int pairs;

    /** A bench of this many measurements, half as many of which come before as a warm-up. */
    TransformBench(int pairs) {
        this.pairs = pairs;
    }

    void run(float[] sound, Figures figures) {
        for (int hop : HOPS) {
            StftSpec spec = new StftSpec(BenchSound.SAMPLE_RATE, 1024, hop, Window.HANN);
            figures.row("STFT + inverse 1024/" + hop + " ÷ bare transforms", "%.2f", overBare(spec, sound));
        }
    }

    /**
     * One at a time in turn, each compared with its neighbour, in time of the processor and not of the clock: so other
     * programs count as little as they can.
     */
    private double overBare(StftSpec spec, float[] sound) {
        Stft stft = Stft.of(spec);
        BareTransforms bare = new BareTransforms(spec, sound);
        List<Double> ratios = new ArrayList<>();
        for (int i = -pairs / 2; i < pairs; i++) {
            long start = clock.getCurrentThreadCpuTime();
            bare.run();
            long middle = clock.getCurrentThreadCpuTime();
            stft.inverse(stft.forward(sound));
            long end = clock.getCurrentThreadCpuTime();
            if (i >= 0) {
                ratios.add((double) (end - middle) / (middle - start));
            }
        }
        return Median.of(ratios);
    }
}
