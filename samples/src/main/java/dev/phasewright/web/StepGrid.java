package dev.phasewright.web;

import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * How pages get a spectrogram on its way from noise: as levels in 8 bits, few enough to be sent at each step, on a scale
 * that follows from the model alone and so is known before the sound is.
 */
public final class StepGrid {
    /** Frames are averaged until no more are left. */
    private static final int MOST_COLUMNS = 96;
    /** The decibels between the smallest level and the largest. */
    private static final double SPAN = 70;
    /** So many deviations above its mean is the loudest band's largest level. */
    private static final double LOUD = 2;

    private static final double DECIBELS = 20 / Math.log(10);
    private static final int LOWEST_TICK = 250;

    private final MelSpec features;
    private final double top;

    /** For sounds of a model. */
    public StepGrid(GeneratorSpec spec) {
        this.features = spec.features();
        Normalization normalization = spec.normalization();
        double loudest = Double.NEGATIVE_INFINITY;
        for (int band = 0; band < normalization.bands(); band++) {
            loudest = Math.max(
                    loudest,
                    normalization.mean().get(band)
                            + LOUD * normalization.deviation().get(band));
        }
        this.top = loudest * DECIBELS;
    }

    /**
     * What is needed to draw grids.
     *
     * @param columns from the beginning to the end
     * @param rows from the highest band down
     * @param seconds the time at the right edge
     * @param ticks frequencies along the left edge
     */
    public record Axes(int columns, int rows, double seconds, List<Tick> ticks) {}

    /**
     * A frequency and where it is.
     *
     * @param place from 0, the lower edge, to 1, the upper one
     */
    public record Tick(int hertz, double place) {}

    /**
     * What is needed to draw the grids of a sound.
     *
     * @param frames of it, positive
     */
    public Axes axes(int frames) {
        MelScale scale = features.scale();
        double low = scale.fromHertz(features.lowHz());
        double high = scale.fromHertz(features.highHz());
        List<Tick> ticks = new ArrayList<>();
        for (int hertz = LOWEST_TICK; hertz <= features.highHz(); hertz *= 2) {
            ticks.add(new Tick(hertz, Math.round(1e4 * (scale.fromHertz(hertz) - low) / (high - low)) / 1e4));
        }
        return new Axes(
                columns(frames), features.bands(), frames / features.stft().frameRate(), ticks);
    }

    /** Frames in a column. */
    private static int together(int frames) {
        return (frames + MOST_COLUMNS - 1) / MOST_COLUMNS;
    }

    private static int columns(int frames) {
        return (frames + together(frames) - 1) / together(frames);
    }

    /** The levels of a spectrogram, row by row from the highest band down, 0 to 255 as unsigned bytes. */
    public byte[] levels(LogMel sound) {
        int bands = sound.bands();
        int together = together(sound.frames());
        int columns = columns(sound.frames());
        byte[] levels = new byte[columns * bands];
        for (int column = 0; column < columns; column++) {
            int from = column * together;
            int to = Math.min(sound.frames(), from + together);
            for (int band = 0; band < bands; band++) {
                double sum = 0;
                for (int frame = from; frame < to; frame++) {
                    sum += level(sound.at(frame, band));
                }
                levels[(bands - 1 - band) * columns + column] = (byte) Math.round(255 * sum / (to - from));
            }
        }
        return levels;
    }

    /** From 0 to 1; limited one by one, so that silence in a mean is no deeper than the scale. */
    private double level(float logarithm) {
        return Math.max(0, Math.min(1, 1 + (logarithm * DECIBELS - top) / SPAN));
    }
}
