package dev.phasewright.spectrogram.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.function.DoubleToIntFunction;

/** A scale of few colours, so that pictures are small files. */
final class Palette {
    private static final int[] RED_BLUE = {0x2166ac, 0x92c5de, 0xf7f7f7, 0xf4a582, 0xb2182b};

    /** {@link Magma}, for levels. */
    static final Palette LEVELS = new Palette(64, Magma::rgb);

    /** From blue through a pale grey to red (RdBu of C. Brewer's ColorBrewer), for what is quieter or louder. */
    static final Palette DIFFERENCES = new Palette(65, Palette::redBlue);

    private final int size;
    private final IndexColorModel colours;

    private Palette(int size, DoubleToIntFunction rgb) {
        int[] map = new int[size];
        for (int i = 0; i < size; i++) {
            map[i] = rgb.applyAsInt((double) i / (size - 1));
        }
        this.size = size;
        this.colours = new IndexColorModel(8, size, map, 0, false, -1, DataBuffer.TYPE_BYTE);
    }

    private static int redBlue(double level) {
        double at = level * (RED_BLUE.length - 1);
        int from = Math.min((int) at, RED_BLUE.length - 2);
        double part = at - from;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (RED_BLUE[from] >> shift) & 0xff;
            int b = (RED_BLUE[from + 1] >> shift) & 0xff;
            rgb |= (int) Math.round(a + part * (b - a)) << shift;
        }
        return rgb;
    }

    /** Values as colours between {@code bottom} and {@code top}; row-major, from the top row down. */
    BufferedImage draw(float[] values, int width, double bottom, double top) {
        BufferedImage image = new BufferedImage(width, values.length / width, BufferedImage.TYPE_BYTE_INDEXED, colours);
        for (int i = 0; i < values.length; i++) {
            double level = Math.min(1, Math.max(0, (values[i] - bottom) / (top - bottom)));
            image.getRaster().setSample(i % width, i / width, 0, (int) Math.round(level * (size - 1)));
        }
        return image;
    }
}
