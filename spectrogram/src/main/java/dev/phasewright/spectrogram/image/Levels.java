package dev.phasewright.spectrogram.image;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** What a picture shows: a level for every frame and row, read in place, since an hour of sound fills the memory. */
final class Levels {
    /** The decibels that a colour scale spans. */
    static final double SPAN = 80;

    /** The lowest top of a scale over linear magnitudes, which have no floor. */
    private static final double QUIET_TOP = -20;

    /** Reads one value; larger is louder. */
    private interface Reader {
        float at(int frame, int row);
    }

    /** What is read. */
    private record Values(int frames, int rows, Reader reader) {}

    /**
     * How what is read becomes decibels.
     *
     * @param logarithmic whether it is logarithms already
     * @param reference what a full-scale sine reads
     * @param unit what the decibels are called
     * @param leastTop the lowest top of a colour scale
     */
    private record Scale(boolean logarithmic, double reference, String unit, double leastTop) {}

    private final Values values;
    private final Scale scale;
    private final Axis time;
    private final Axis frequency;

    private Levels(Values values, Scale scale, Axis time, Axis frequency) {
        this.values = values;
        this.scale = scale;
        this.time = time;
        this.frequency = frequency;
    }

    static Levels of(Magnitudes m) {
        StftSpec spec = m.spec();
        return new Levels(
                new Values(m.frames(), m.bins(), m::at),
                new Scale(false, reference(spec), "Level (dBFS)", QUIET_TOP),
                Axis.time(m.frames(), spec.frameRate()),
                Axis.hertz(spec));
    }

    static Levels of(LogMel mel) {
        MelSpec spec = mel.spec();
        // Bands of unit area weigh high frequencies less, so their level has no full scale.
        String unit = spec.slaneyNorm() ? "Level (dB)" : "Level (dBFS)";
        double reference = reference(spec.stft());
        double floor = decibels(Math.log(spec.floor()), reference);
        return new Levels(
                new Values(mel.frames(), mel.bands(), mel::at),
                new Scale(true, reference, unit, Math.min(0, floor + SPAN)),
                Axis.time(mel.frames(), spec.stft().frameRate()),
                Axis.mel(spec));
    }

    int frames() {
        return values.frames;
    }

    int rows() {
        return values.rows;
    }

    Axis time() {
        return time;
    }

    Axis frequency() {
        return frequency;
    }

    String unit() {
        return scale.unit;
    }

    /** The top of the colour scale for a loudest level: so high at least that silence stays dark. */
    double top(double peak) {
        return 5 * Math.ceil(Math.max(peak, scale.leastTop) / 5);
    }

    /**
     * The levels in decibels re a full-scale sine, as {@code [width × height]} pixels from the top row down. Where
     * several values share a pixel the loudest is shown, so that no click is lost in an hour.
     */
    float[] pixels(int width, int height) {
        int frames = values.frames;
        int rows = values.rows;
        float[] pixels = new float[width * height];
        float[] column = new float[rows];
        for (int x = 0; x < width; x++) {
            int from = (int) ((long) x * frames / width);
            int to = Math.max(from + 1, (int) (((long) (x + 1) * frames + width - 1) / width));
            Arrays.fill(column, Float.NEGATIVE_INFINITY);
            for (int frame = from; frame < to; frame++) {
                for (int row = 0; row < rows; row++) {
                    column[row] = Math.max(column[row], values.reader.at(frame, row));
                }
            }
            for (int y = 0; y < height; y++) {
                int low = (int) ((long) y * rows / height);
                int high = Math.max(low + 1, (int) (((long) (y + 1) * rows + height - 1) / height));
                float loudest = Float.NEGATIVE_INFINITY;
                for (int row = low; row < high; row++) {
                    loudest = Math.max(loudest, column[row]);
                }
                pixels[(height - 1 - y) * width + x] =
                        (float) decibels(scale.logarithmic ? loudest : Math.log(loudest), scale.reference);
            }
        }
        return pixels;
    }

    private static double decibels(double logarithm, double reference) {
        return 20 / Math.log(10) * (logarithm - Math.log(reference));
    }

    /** What a full-scale sine reads: half the sum of the window. */
    private static double reference(StftSpec spec) {
        return Arrays.stream(spec.window().samples(spec.fftSize())).sum() / 2;
    }

    /** Decibels as colours between {@code bottom} and {@code top}. */
    static BufferedImage colour(float[] decibels, int width, double bottom, double top) {
        int height = decibels.length / width;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < decibels.length; i++) {
            image.setRGB(i % width, i / width, Magma.rgb((decibels[i] - bottom) / (top - bottom)));
        }
        return image;
    }
}
