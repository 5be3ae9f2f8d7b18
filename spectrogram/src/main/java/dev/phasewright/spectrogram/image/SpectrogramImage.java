package dev.phasewright.spectrogram.image;

import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures of spectrograms: level as colour over time and frequency, with a decibel bar. Levels are relative to a
 * full-scale sine; the bar ends at the loudest level, rounded up to 5 dB, and spans 80 dB; of
 * a very quiet sound it ends higher, so that silence is always dark.
 *
 * <p>A picture is at most about 1,200 pixels wide however long the sound: where frames share a pixel the loudest is
 * shown. Drawing needs no display, but the fonts of the system.
 *
 * <pre>{@code
 * SpectrogramImage.write(SpectrogramImage.draw(mel, "seven"), Path.of("seven.png"));
 * }</pre>
 */
public final class SpectrogramImage {
    private static final int MAX_WIDTH = 1000;
    private static final int MAX_HEIGHT = 520;
    private static final int MAX_PANELS = 100;

    /** Decibels either way of the scale of differences. */
    private static final int DIFFERENCE_SPAN = 20;

    /** What is below this, relative to the peak, counts as silence where levels are compared. */
    private static final double DIFFERENCE_FLOOR = 1e-3;

    private SpectrogramImage() {}

    /**
     * Draws a log-mel spectrogram; its frequency axis is spaced in mel and labelled in hertz.
     *
     * @param title written above; may be empty
     * @throws IllegalStateException if this system has no fonts to write with
     */
    public static BufferedImage draw(LogMel mel, String title) {
        return drawOne(Levels.of(mel), title);
    }

    /**
     * Draws linear-frequency magnitudes.
     *
     * @param title written above; may be empty
     * @throws IllegalStateException if this system has no fonts to write with
     */
    public static BufferedImage draw(Magnitudes magnitudes, String title) {
        return drawOne(Levels.of(magnitudes), title);
    }

    /**
     * Draws several log-mel spectrograms of the same features in rows, all on the same scales of time, frequency and
     * level: the samples of a model in training, for instance.
     *
     * @param mels 1 to 100 spectrograms
     * @param labels one for each
     * @param title written above; may be empty
     * @throws IllegalArgumentException if there are none or too many, not as many labels, or the features differ
     * @throws IllegalStateException if this system has no fonts to write with
     */
    public static BufferedImage grid(List<LogMel> mels, List<String> labels, String title) {
        requireLabels(mels.size(), labels);
        List<Levels> panels = new ArrayList<>();
        for (LogMel mel : mels) {
            requireSame(mels.get(0).spec(), mel.spec());
            panels.add(Levels.of(mel));
        }
        int columns = Math.min(8, (int) Math.ceil(Math.sqrt(panels.size())));
        int longest = panels.stream().mapToInt(Levels::frames).max().orElseThrow();
        int width = pixels(longest, MAX_WIDTH / columns, 280);
        int height = pixels(panels.get(0).rows(), MAX_HEIGHT / 2, 170);
        return new Sheet(panels, labels, columns, width, height).draw(title);
    }

    /**
     * Draws linear-frequency magnitudes one above the other, all on the same scales of time, frequency and level: a sound
     * and what became of it, for instance.
     *
     * @param magnitudes 1 to 100 spectrograms of the same transform
     * @param labels one for each
     * @param title written above; may be empty
     * @throws IllegalArgumentException if there are none or too many, not as many labels, or the transforms differ
     * @throws IllegalStateException if this system has no fonts to write with
     */
    public static BufferedImage stack(List<Magnitudes> magnitudes, List<String> labels, String title) {
        requireLabels(magnitudes.size(), labels);
        List<Levels> panels = new ArrayList<>();
        for (Magnitudes m : magnitudes) {
            requireSame(magnitudes.get(0).spec(), m.spec());
            panels.add(Levels.of(m));
        }
        int longest = panels.stream().mapToInt(Levels::frames).max().orElseThrow();
        int width = pixels(longest, MAX_WIDTH, 720);
        int height = pixels(panels.get(0).rows(), MAX_HEIGHT / 2, 260);
        return new Sheet(panels, labels, 1, width, height).draw(title);
    }

    /**
     * Draws several spectrograms without words or axes, all on the same scale of levels, for pages that say the rest
     * themselves. Where several values share a pixel the loudest is shown.
     *
     * @param magnitudes at least one, of the same transform
     * @param width of each picture in pixels
     * @param height of each picture in pixels
     * @return as many pictures, of at most 256 colours
     * @throws IllegalArgumentException if there are none, the transforms differ, or a size is not positive
     */
    public static List<BufferedImage> bare(List<Magnitudes> magnitudes, int width, int height) {
        magnitudes.forEach(m -> requireSame(magnitudes.get(0).spec(), m.spec()));
        return bareLevels(magnitudes.stream().map(Levels::of).toList(), width, height);
    }

    /**
     * Draws a spectrogram as {@link #bare(List, int, int)} does, on a given scale: of a sound beside others, say.
     *
     * @param top the loudest level that has a colour of its own, in dB re a full-scale sine; the scale spans 80 dB
     * @throws IllegalArgumentException if a size is not positive
     */
    public static BufferedImage bare(Magnitudes magnitudes, double top, int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + " × " + height);
        }
        return Palette.LEVELS.draw(Levels.of(magnitudes).pixels(width, height), width, top - Levels.SPAN, top);
    }

    /**
     * Where the scale of levels of {@link #bare(List, int, int)} ends, in dB re a full-scale sine: a multiple of 5.
     *
     * @param magnitudes at least one, of the same transform
     */
    public static int top(List<Magnitudes> magnitudes) {
        double peak = magnitudes.stream()
                .mapToDouble(m -> Levels.of(m).pixels(1, 1)[0])
                .max()
                .orElseThrow();
        return (int) Levels.of(magnitudes.get(0)).top(peak);
    }

    /**
     * Draws several log-mel spectrograms as {@link #bare} does linear ones.
     *
     * @throws IllegalArgumentException if there are none, the features differ, or a size is not positive
     */
    public static List<BufferedImage> bareMel(List<LogMel> mels, int width, int height) {
        mels.forEach(m -> requireSame(mels.get(0).spec(), m.spec()));
        return bareLevels(mels.stream().map(Levels::of).toList(), width, height);
    }

    private static List<BufferedImage> bareLevels(List<Levels> panels, int width, int height) {
        if (panels.isEmpty() || width < 1 || height < 1) {
            throw new IllegalArgumentException(panels.size() + " pictures of " + width + " × " + height);
        }
        List<float[]> decibels =
                panels.stream().map(p -> p.pixels(width, height)).toList();
        double peak = Double.NEGATIVE_INFINITY;
        for (float[] pixels : decibels) {
            for (float v : pixels) {
                peak = Math.max(peak, v);
            }
        }
        double top = panels.get(0).top(peak);
        return decibels.stream()
                .map(d -> Palette.LEVELS.draw(d, width, top - Levels.SPAN, top))
                .toList();
    }

    /**
     * Draws how the levels of one sound differ from another's: blue where it is quieter, red where it is louder, pale where
     * both are alike or 60 dB below the original's peak. The scale ends at {@value #DIFFERENCE_SPAN} dB either way. Where
     * several bins share a pixel the one that is loudest in the original is shown.
     *
     * @param original what is compared with
     * @param other what is compared, of the same transform and as many frames
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @return a picture of at most 256 colours
     * @throws IllegalArgumentException if transforms or numbers of frames differ, or a size is not positive
     */
    public static BufferedImage difference(Magnitudes original, Magnitudes other, int width, int height) {
        requireSame(original.spec(), other.spec());
        if (original.frames() != other.frames() || width < 1 || height < 1) {
            throw new IllegalArgumentException("no picture of " + width + " × " + height + " can compare "
                    + original.frames() + " with " + other.frames() + " frames");
        }
        float peak = 0;
        for (float v : original.toArray()) {
            peak = Math.max(peak, v);
        }
        double floor = peak * DIFFERENCE_FLOOR;
        float[] decibels = new float[width * height];
        for (int x = 0; x < width; x++) {
            int firstFrame = (int) ((long) x * original.frames() / width);
            int frames = Math.max(firstFrame + 1, (int) ((long) (x + 1) * original.frames() / width));
            for (int y = 0; y < height; y++) {
                int firstBin = (int) ((long) y * original.bins() / height);
                int bins = Math.max(firstBin + 1, (int) ((long) (y + 1) * original.bins() / height));
                float loudest = -1;
                double shown = 0;
                for (int frame = firstFrame; frame < frames; frame++) {
                    for (int bin = firstBin; bin < bins; bin++) {
                        float a = original.at(frame, bin);
                        if (a > loudest) {
                            loudest = a;
                            shown = Math.log10(Math.max(other.at(frame, bin), floor) / Math.max(a, floor));
                        }
                    }
                }
                decibels[(height - 1 - y) * width + x] = (float) (peak == 0 ? 0 : 20 * shown);
            }
        }
        return Palette.DIFFERENCES.draw(decibels, width, -DIFFERENCE_SPAN, DIFFERENCE_SPAN);
    }

    private static void requireLabels(int panels, List<String> labels) {
        if (panels < 1 || panels > MAX_PANELS) {
            throw new IllegalArgumentException("one image shows 1 to " + MAX_PANELS + " pictures, not " + panels);
        }
        if (labels.size() != panels) {
            throw new IllegalArgumentException(labels.size() + " labels for " + panels + " pictures");
        }
    }

    private static void requireSame(Object wanted, Object found) {
        if (!found.equals(wanted)) {
            throw new IllegalArgumentException("one image cannot show both " + wanted + " and " + found);
        }
    }

    private static BufferedImage drawOne(Levels levels, String title) {
        int width = pixels(levels.frames(), MAX_WIDTH, 720);
        int height = pixels(levels.rows(), MAX_HEIGHT, 420);
        return new Sheet(List.of(levels), List.of(""), 1, width, height).draw(title);
    }

    /** The pixels for {@code cells} cells: a whole number for each, near {@code wanted}; or fewer than one for each. */
    private static int pixels(int cells, int most, int wanted) {
        int each = Math.max(1, Math.round((float) Math.min(wanted, most) / cells));
        return Math.min(most, cells * each);
    }

    /**
     * Writes a picture as PNG: to a temporary file beside it first, so that nothing half-written is ever seen. An
     * existing file is replaced.
     *
     * @throws IOException naming the file, if it cannot be written
     */
    public static void write(BufferedImage image, Path file) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(image, "png", out);
        }
        AtomicFile.write(file, png::writeTo);
    }
}
