package dev.phasewright.web;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.model.SamplingStep;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.metric.LevelMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps some steps of a sound's way from noise, and makes them audible when its end is known. */
public final class StepReel {
    /** So many steps are kept of a sound that takes more, or about so many. */
    private static final int HEARD = 8;
    /** Seconds of silence after each part, that nothing of it is heard in the next when a browser resamples them. */
    private static final double GAP = 0.02;
    /** Seconds in which a part comes and goes: noise that begins at once would click. */
    private static final double FADE = 0.006;
    /** The largest sample. */
    private static final double PEAK = 0.97;

    private final List<SamplingStep> kept = new ArrayList<>();

    /** Keeps a step, if it is one of those to be heard. */
    public void add(SamplingStep step) {
        int stride = (step.steps() + HEARD - 1) / HEARD;
        if (step.step() % stride == 0) {
            kept.add(step);
        }
    }

    /** The steps that were kept, in their order. */
    public List<Integer> steps() {
        return kept.stream().map(SamplingStep::step).toList();
    }

    /**
     * One sound of equal parts: what is held at each step that was kept, what is believed at each, and the end. Each band of
     * what is held is clipped to that of the end, and all of it is as loud as the end.
     *
     * @param by whose vocoder makes them audible
     * @param seed of their phases
     */
    public Audio sound(Phasewright by, GeneratedSound end, long seed) {
        List<LogMel> all = new ArrayList<>();
        kept.forEach(step -> all.add(clipped(step.held(), end.magnitudes())));
        kept.forEach(step -> all.add(step.believed()));
        long[] seeds = Collections.nCopies(all.size(), seed).stream()
                .mapToLong(Long::longValue)
                .toArray();
        List<Audio> parts = new ArrayList<>(by.synthesize(all, seeds));
        parts.replaceAll(part -> part.slice(0, end.sound().length()));
        parts.subList(0, kept.size()).replaceAll(part -> LevelMatch.apply(part, end.sound()));
        parts.add(end.sound());
        double peak = parts.stream().mapToDouble(Audio::peak).max().orElseThrow();
        return joined(parts).scaled(peak > PEAK ? PEAK / peak : 1);
    }

    private static Audio joined(List<Audio> parts) {
        int rate = parts.get(0).sampleRate();
        int length = parts.get(0).length();
        int stride = length + (int) Math.round(GAP * rate);
        int fade = Math.min(length / 2, (int) Math.round(FADE * rate));
        float[] samples = new float[parts.size() * stride];
        for (int p = 0; p < parts.size(); p++) {
            float[] part = parts.get(p).channel(0);
            for (int i = 0; i < length; i++) {
                double gain = Math.min(1, Math.min(i, length - 1 - i) / (double) Math.max(1, fade));
                samples[p * stride + i] = (float) (gain * part[i]);
            }
        }
        return Audio.mono(samples, rate);
    }

    /**
     * A spectrogram with each band brought into the range that it has in a clean clip. Levels are logarithms, so a
     * Gaussian's outliers would be a hundred times louder than all else, and what is noise would sound like a click; within
     * the range it hisses.
     */
    public static LogMel clipped(LogMel noisy, LogMel clean) {
        float[] values = noisy.toArray();
        for (int band = 0; band < noisy.bands(); band++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int frame = 0; frame < clean.frames(); frame++) {
                low = Math.min(low, clean.at(frame, band));
                high = Math.max(high, clean.at(frame, band));
            }
            for (int i = band; i < values.length; i += noisy.bands()) {
                values[i] = Math.max(low, Math.min(high, values[i]));
            }
        }
        return new LogMel(noisy.spec(), values);
    }
}
