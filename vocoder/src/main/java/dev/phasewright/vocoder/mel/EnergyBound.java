package dev.phasewright.vocoder.mel;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.StftSpec;

/**
 * Keeps a sound from being louder at any moment than the windows over it allow. A frame's energy is that of all samples
 * under its window, {@code F(t) = Σ w²(n − t) x²(n)}, so every sound has {@code x²(n) ≤ F(t) / w²(n − t)} for every frame
 * over it, and the quietest of them decides. Magnitudes that are not quite those of a sound (a generated onset between
 * silent frames) leave phase no way but to spread sound into the silence beside it, a window wide; this takes it away
 * again, and leaves every sound that has such magnitudes as it is.
 */
final class EnergyBound {
    /** How far above the bound a block may be: magnitudes are known only by their bands. */
    private static final double SLACK = 1.5;

    /**
     * Blocks of samples that are bounded together, in a hop: their energy is that of the sound there, not that of one
     * swing. A frame's middle is always the beginning of one, so that a sound in pieces has the same.
     */
    private static final int BLOCKS = 2;

    private final StftSpec spec;
    private final double[] window;

    EnergyBound(StftSpec spec) {
        this.spec = spec;
        this.window = spec.window().samples(spec.fftSize());
    }

    /** Samples on either side that the gain at a sample depends on: its own block and the next, and the frames over them. */
    int reach() {
        return 2 * (spec.hop() / BLOCKS + 1) + spec.fftSize() / 2;
    }

    /**
     * Quietens what is too loud, by gains that change from block to block in a straight line.
     *
     * @param samples a sound; overwritten
     * @param magnitudes what it should have
     */
    void apply(float[] samples, Magnitudes magnitudes) {
        double[] energy = energies(magnitudes);
        int blocks = (int) (((long) samples.length * BLOCKS + spec.hop() - 1) / spec.hop());
        double[] gain = new double[blocks];
        for (int i = 0; i < blocks; i++) {
            gain[i] = gain(samples, i, energy);
        }
        for (int n = 0; n < samples.length; n++) {
            double place = (n + 0.5) * BLOCKS / spec.hop() - 0.5;
            int before = (int) Math.floor(place);
            double later = place - before;
            samples[n] *=
                    (float) ((1 - later) * gain[Math.max(0, before)] + later * gain[Math.min(blocks - 1, before + 1)]);
        }
    }

    private double gain(float[] samples, int index, double[] energy) {
        int from = start(index);
        int to = Math.min(samples.length, start(index + 1));
        double found = 0;
        for (int n = from; n < to; n++) {
            found += (double) samples[n] * samples[n];
        }
        double allowed = SLACK * allowed(from, to - 1, energy);
        return found > allowed ? Math.sqrt(allowed / found) : 1;
    }

    private int start(int block) {
        return (int) ((long) block * spec.hop() / BLOCKS);
    }

    /** The most energy from one sample to another that every frame over both of them allows. */
    private double allowed(int first, int last, double[] energy) {
        int half = spec.fftSize() / 2;
        int hop = spec.hop();
        double least = Double.MAX_VALUE;
        int end = Math.min(energy.length - 1, (first + half - 1) / hop);
        for (int t = Math.max(0, Math.floorDiv(last - half, hop) + 1); t <= end; t++) {
            double w = Math.min(window[half + first - t * hop], window[half + last - t * hop]);
            least = Math.min(least, energy[t] / (w * w));
        }
        return least;
    }

    /** The energy of each frame's windowed samples, by Parseval's theorem. */
    private double[] energies(Magnitudes magnitudes) {
        int bins = magnitudes.bins();
        double[] energy = new double[magnitudes.frames()];
        for (int t = 0; t < energy.length; t++) {
            double sum = 0;
            for (int bin = 0; bin < bins; bin++) {
                double m = magnitudes.at(t, bin);
                boolean single = bin == 0 || bin == bins - 1;
                sum += (single ? 1 : 2) * m * m;
            }
            energy[t] = sum / spec.fftSize();
        }
        return energy;
    }
}
