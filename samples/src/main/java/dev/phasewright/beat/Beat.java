package dev.phasewright.beat;

import dev.phasewright.audio.Audio;
import dev.phasewright.beat.Pattern.Hit;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.Drummer;
import dev.phasewright.kit.Stroke;
import dev.phasewright.midi.Pad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kit that plays patterns: every stroke begins on its sample, takes the layer of its velocity, and of that the next take
 * in turn.
 *
 * <p>The result is a loop: what rings on at the end is heard at the beginning, and what of a sound comes before its first
 * stroke is heard at the end, so that it may be repeated without a seam. A hi-hat ends where the next one is struck.
 */
public final class Beat {
    private static final double CHOKE_SECONDS = 0.01;

    private final DrumKit kit;
    private final Groove groove;
    private final List<Played> strokes;

    /** One stroke: its sound, the sample of the beat it falls on, its gain, and after how many samples it is choked. */
    private record Played(Stroke stroke, long place, double gain, int choke) {}

    /**
     * Patterns for a kit, all at once, each repeated until the bars are full.
     *
     * @param patterns at least one
     * @param groove when their steps are
     * @param kit has a sound for each of their pads
     * @throws IllegalArgumentException if a pattern does not fill the bars evenly, or a pad has no sound
     */
    public Beat(List<Pattern> patterns, Groove groove, DrumKit kit) {
        this.kit = kit;
        this.groove = groove;
        groove.requireWhole(patterns);
        List<Hit> hits = new ArrayList<>();
        for (Pattern pattern : patterns) {
            for (int start = 0; start < groove.steps(); start += pattern.steps()) {
                for (Hit hit : pattern.hits()) {
                    hits.add(new Hit(start + hit.step(), hit.pad(), hit.velocity()));
                }
            }
        }
        hits.sort(Comparator.comparingInt(Hit::step));
        this.strokes = play(hits);
    }

    /** The pads that are struck. */
    public static Set<Pad> pads(List<Pattern> patterns) {
        return patterns.stream()
                .flatMap(pattern -> pattern.hits().stream())
                .map(Hit::pad)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Pad.class)));
    }

    private List<Played> play(List<Hit> hits) {
        int[] hats = hits.stream()
                .filter(hit -> hit.pad().isHat())
                .mapToInt(Hit::step)
                .distinct()
                .toArray();
        Drummer drummer = new Drummer(kit);
        List<Played> played = new ArrayList<>();
        for (Hit hit : hits) {
            Drummer.Struck struck = drummer.strike(hit.pad(), hit.velocity());
            long place = place(hit.step());
            int choke = hit.pad().isHat() ? (int) (next(hats, hit.step()) - place) : Integer.MAX_VALUE;
            played.add(new Played(struck.stroke(), place, struck.gain(), choke));
        }
        return played;
    }

    /** The sample that the hi-hat after a step falls on; after the last it is the first once more. */
    private long next(int[] hats, int step) {
        int after = Arrays.binarySearch(hats, step) + 1;
        return after < hats.length ? place(hats[after]) : place(hats[0]) + length();
    }

    private long place(int step) {
        return Math.round(groove.at(step) * kit.sampleRate());
    }

    private int length() {
        return (int) Math.round(groove.seconds() * kit.sampleRate());
    }

    /** The loop, as many channels as the sound that has most, as loud as the sum is. */
    public Audio render() {
        int channels = strokes.stream()
                .mapToInt(played -> played.stroke().sound().channels())
                .max()
                .orElse(1);
        float[][] loop = new float[channels][length()];
        int fade = (int) Math.round(CHOKE_SECONDS * kit.sampleRate());
        for (Played played : strokes) {
            Audio sound = played.stroke().sound();
            int onset = played.stroke().onset();
            int end = (int) Math.min(sound.length(), (long) onset + played.choke() + fade);
            for (int c = 0; c < channels; c++) {
                int from = Math.min(c, sound.channels() - 1);
                for (int i = 0; i < end; i++) {
                    double left = (onset + (double) played.choke() + fade - i) / fade;
                    int place = (int) Math.floorMod(played.place() + i - onset, (long) loop[c].length);
                    loop[c][place] += (float) (played.gain() * Math.min(1, left) * sound.sample(from, i));
                }
            }
        }
        return Audio.of(loop, kit.sampleRate());
    }
}
