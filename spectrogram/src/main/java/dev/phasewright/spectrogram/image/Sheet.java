package dev.phasewright.spectrogram.image;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A sheet of panels in rows with axes, labels and a decibel bar, all on the same scales of time, frequency and level.
 *
 * @param panels at least one, of the same frequency axis
 * @param labels one for each, written above it; may be empty
 * @param columns panels in a row
 * @param width of the longest panel in pixels
 * @param height of each panel in pixels
 */
record Sheet(List<Levels> panels, List<String> labels, int columns, int width, int height) {
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x222222);
    private static final int MARGIN = 16;
    private static final int GAP = 6;
    private static final int TICK = 5;
    private static final int BAR_WIDTH = 18;
    /** The height of the longest bar. */
    private static final int MOST_BAR = 520;

    private static final int TYPE = 14;

    /**
     * Draws them.
     *
     * @param title written above; may be empty
     * @throws IllegalStateException if this system has no fonts to write with
     */
    BufferedImage draw(String title) {
        Objects.requireNonNull(title, "title");
        FontMetrics type = metrics();
        Levels first = panels.get(0);
        int rows = (panels.size() + columns - 1) / columns;
        int line = type.getHeight();
        int labelHeight = panels.size() > 1 ? line + GAP : 0;
        int frames = panels.stream().mapToInt(Levels::frames).max().orElseThrow();
        Axis longestTime = panels.stream()
                .filter(p -> p.frames() == frames)
                .findFirst()
                .orElseThrow()
                .time();

        List<float[]> decibels = new ArrayList<>();
        double peak = Double.NEGATIVE_INFINITY;
        for (Levels panel : panels) {
            int own = Math.max(1, (int) Math.round((double) width * panel.frames() / frames));
            float[] pixels = panel.pixels(own, height);
            for (float v : pixels) {
                peak = Math.max(peak, v);
            }
            decibels.add(pixels);
        }
        double top = first.top(peak);
        double bottom = top - Levels.SPAN;
        Axis bar = Axis.decibels(first.unit(), bottom, top);

        int left = MARGIN + line + GAP + widest(first.frequency(), type) + GAP + TICK;
        int above = MARGIN + (title.isEmpty() ? 0 : line + 2 * GAP);
        // A time label at the very end of the axis reaches beyond it.
        int stepX = width + Math.max(3 * GAP, columns > 1 ? widest(longestTime, type) : 0);
        int stepY = height + labelHeight + 2 * GAP;
        int plotsRight = left + (columns - 1) * stepX + width;
        int plotsBottom = above + (rows - 1) * stepY + labelHeight + height;
        int barX = plotsRight + Math.max(3 * GAP, widest(longestTime, type) / 2 + GAP);
        int right = barX + BAR_WIDTH + TICK + GAP + widest(bar, type) + GAP + line + MARGIN;
        int below = plotsBottom + TICK + GAP + line + GAP + line + MARGIN;

        BufferedImage image = new BufferedImage(right, below, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            prepare(g);
            g.setColor(PAPER);
            g.fillRect(0, 0, right, below);
            g.setColor(INK);
            if (!title.isEmpty()) {
                g.setFont(g.getFont().deriveFont(Font.BOLD));
                g.drawString(
                        clipped(title, g.getFontMetrics(), right - left - MARGIN), left, MARGIN + type.getAscent());
                g.setFont(g.getFont().deriveFont(Font.PLAIN));
            }
            for (int i = 0; i < panels.size(); i++) {
                int x = left + i % columns * stepX;
                int y = above + i / columns * stepY + labelHeight;
                int own = decibels.get(i).length / height;
                if (!labels.get(i).isEmpty()) {
                    g.drawString(clipped(labels.get(i), type, width), x, y - GAP);
                }
                g.drawImage(Levels.colour(decibels.get(i), own, bottom, top), x, y, null);
                g.drawRect(x - 1, y - 1, own + 1, height + 1);
                if (i % columns == 0) {
                    vertical(g, first.frequency(), x - 1, y, height, -1);
                }
                if (i + columns >= panels.size()) {
                    horizontal(g, longestTime, x, y + height, width);
                }
            }
            int middle = (above + labelHeight + plotsBottom) / 2;
            rotated(g, first.frequency().title(), MARGIN + type.getAscent(), middle);
            centred(g, longestTime.title(), (left + plotsRight) / 2, below - MARGIN - type.getDescent());
            drawBar(g, bar, barX, middle, Math.min(MOST_BAR, plotsBottom - above - labelHeight));
            rotated(g, bar.title(), right - MARGIN - type.getDescent(), middle);
        } finally {
            g.dispose();
        }
        return image;
    }

    private static void drawBar(Graphics2D g, Axis axis, int x, int middle, int height) {
        int y = middle - height / 2;
        for (int i = 0; i < height; i++) {
            g.setColor(new Color(Magma.rgb(1 - (i + 0.5) / height)));
            g.fillRect(x, y + i, BAR_WIDTH, 1);
        }
        g.setColor(INK);
        g.drawRect(x - 1, y - 1, BAR_WIDTH + 1, height + 1);
        vertical(g, axis, x + BAR_WIDTH, y, height, 1);
    }

    /** Ticks along a vertical edge at {@code x}, outwards to the left (−1) or right (1). */
    private static void vertical(Graphics2D g, Axis axis, int x, int y, int height, int side) {
        FontMetrics type = g.getFontMetrics();
        for (Axis.Tick tick : axis.fitting(height, type.getHeight() + 2)) {
            int at = y + (int) Math.round((1 - tick.position()) * (height - 1));
            g.drawLine(x, at, x + side * TICK, at);
            int start = x + side * (TICK + GAP) - (side < 0 ? type.stringWidth(tick.label()) : 0);
            g.drawString(tick.label(), start, at + (type.getAscent() - type.getDescent()) / 2);
        }
    }

    private static void horizontal(Graphics2D g, Axis axis, int x, int y, int width) {
        FontMetrics type = g.getFontMetrics();
        for (Axis.Tick tick : axis.fitting(width, widest(axis, type) + 2 * GAP)) {
            int at = x + (int) Math.round(tick.position() * (width - 1));
            g.drawLine(at, y, at, y + TICK);
            centred(g, tick.label(), at, y + TICK + GAP + type.getAscent());
        }
    }

    private static void centred(Graphics2D g, String text, int x, int baseline) {
        g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, baseline);
    }

    private static void rotated(Graphics2D g, String text, int baseline, int middle) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.rotate(-Math.PI / 2, baseline, middle);
        centred(turned, text, baseline, middle);
        turned.dispose();
    }

    private static String clipped(String text, FontMetrics type, int width) {
        String kept = text;
        while (!kept.isEmpty() && type.stringWidth(kept.equals(text) ? text : kept + "…") > width) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept.equals(text) ? text : kept + "…";
    }

    private static int widest(Axis axis, FontMetrics type) {
        return axis.ticks().stream()
                .mapToInt(t -> type.stringWidth(t.label()))
                .max()
                .orElse(0);
    }

    private static void prepare(Graphics2D g) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TYPE));
    }

    private static FontMetrics metrics() {
        Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            prepare(g);
            return g.getFontMetrics();
        } catch (RuntimeException | InternalError | LinkageError e) {
            // What Java throws without fonts depends on which library is missing.
            throw new IllegalStateException(
                    "no fonts to label a picture with: install fontconfig and a font (Debian: apt install fontconfig"
                            + " fonts-dejavu-core)",
                    e);
        } finally {
            g.dispose();
        }
    }
}
