package dev.phasewright.spectrogram.image;

import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a picture: its title and its ticks.
 *
 * @param title what it measures, with the unit
 * @param ticks in order of preference: where there is no room for all, the first ones are drawn
 */
record Axis(String title, List<Tick> ticks) {
    /**
     * A mark on an axis.
     *
     * @param position from 0 (the axis's start) to 1 (its end)
     * @param label what is written there
     */
    record Tick(double position, String label) {}

    private static final int[] MEL_TICK_DIGITS = {1, 2, 5, 3, 7, 4, 6, 8, 9};

    /** Seconds along {@code frames} frames, each drawn as a cell around its centre. */
    static Axis time(int frames, double frameRate) {
        double seconds = frames / frameRate;
        double step = roundStep(seconds / 8);
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step < seconds; i++) {
            add(
                    ticks,
                    (i * step * frameRate + 0.5) / frames,
                    String.format(Locale.ROOT, "%." + decimals + "f", i * step));
        }
        return new Axis("Time (s)", ticks);
    }

    /** Hertz along the bins of a transform. */
    static Axis hertz(StftSpec spec) {
        double step = roundStep(spec.sampleRate() / 2.0 / 9);
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= spec.sampleRate() / 2.0; i++) {
            double bin = i * step / spec.frequency(1);
            add(ticks, (bin + 0.5) / spec.bins(), String.format(Locale.ROOT, "%." + decimals + "f", i * step));
        }
        return new Axis("Frequency (Hz)", ticks);
    }

    /** Hertz along mel bands, each drawn as a cell around its centre. */
    static Axis mel(MelSpec spec) {
        double low = spec.scale().fromHertz(spec.lowHz());
        double step = (spec.scale().fromHertz(spec.highHz()) - low) / (spec.bands() + 1);
        List<Tick> ticks = new ArrayList<>();
        for (int digit : MEL_TICK_DIGITS) {
            for (int decade = 10; decade <= spec.highHz(); decade *= 10) {
                int hertz = digit * decade;
                double band = (spec.scale().fromHertz(hertz) - low) / step - 1;
                add(ticks, (band + 0.5) / spec.bands(), Integer.toString(hertz));
            }
        }
        return new Axis("Frequency (Hz, mel-spaced)", ticks);
    }

    /** Decibels from {@code bottom} to {@code top}, every ten. */
    static Axis decibels(String title, double bottom, double top) {
        List<Tick> ticks = new ArrayList<>();
        for (int db = 10 * (int) Math.ceil(bottom / 10); db <= top; db += 10) {
            add(ticks, (db - bottom) / (top - bottom), db < 0 ? "−" + -db : Integer.toString(db));
        }
        return new Axis(title, ticks);
    }

    private static void add(List<Tick> ticks, double position, String label) {
        if (position >= 0 && position <= 1) {
            ticks.add(new Tick(position, label));
        }
    }

    /** The smallest of 1, 2 or 5 times a power of ten that is not below {@code least}. */
    private static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int digit : new int[] {1, 2, 5}) {
            if (digit * power >= least) {
                return digit * power;
            }
        }
        return 10 * power;
    }

    /** The preferred ticks that keep at least {@code gap} pixels from each other along {@code length} pixels. */
    List<Tick> fitting(int length, int gap) {
        List<Tick> chosen = new ArrayList<>();
        for (Tick tick : ticks) {
            boolean free = chosen.stream().allMatch(t -> Math.abs(t.position() - tick.position()) * length >= gap);
            if (free) {
                chosen.add(tick);
            }
        }
        return chosen;
    }
}
