package dev.phasewright.corpus;

import java.util.ArrayList;
import java.util.List;

/** Writes short scores at random. */
final class Composer {
    /** What is played, which is also the folders of the corpus. */
    static final List<String> KINDS = List.of("sustained", "chords", "phrases", "drums");

    private static final int[][] CHORDS = {
        {0, 4, 7},
        {0, 3, 7},
        {0, 7, 12},
        {0, 4, 7, 10},
        {0, 3, 7, 10},
        {0, 4, 7, 11},
        {0, 3, 6, 9},
        {0, 5, 7},
        {0, 4, 8}
    };
    private static final int[][] SCALES = {
        {0, 2, 4, 5, 7, 9, 11}, {0, 2, 3, 5, 7, 8, 10}, {0, 2, 4, 7, 9}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
    };
    private static final int OCTAVE = 12;
    private static final List<Integer> BEATS_PER_BAR_STEP = List.of(2, 3, 4);

    private final Split split;
    private final Draws draws;
    private final double seconds;

    /** A composer of one score of so many seconds for one part of the corpus. */
    Composer(Split split, Draws draws, double seconds) {
        this.split = split;
        this.draws = draws;
        this.seconds = seconds;
    }

    /** A score, and who plays it: programs joined by {@code +}, or the drum kit's. */
    record Piece(Score score, String programs) {}

    /** Writes a score of one of {@link #KINDS}. */
    Piece write(String kind) {
        return switch (kind) {
            case "sustained" -> sustained();
            case "chords" -> chords();
            case "phrases" -> phrase();
            case "drums" -> drums();
            default -> throw new IllegalArgumentException("no kind " + kind);
        };
    }

    /** One note, held for most of the time; one of three trembles. */
    private Piece sustained() {
        int program = draws.oneOf(Orchestra.holding(split));
        Score score = new Score(seconds).program(0, program);
        if (draws.chance(1 / 3.0)) {
            score.modulation(0, draws.between(30, 127));
        }
        int key = draws.between(Orchestra.lowest(program), Orchestra.highest(program));
        score.note(0, key, velocity(), 0, seconds * draws.between(0.6, 1.0));
        return new Piece(score, "" + program);
    }

    /** One to three chords. */
    private Piece chords() {
        int program = draws.oneOf(Orchestra.holding(split));
        Score score = new Score(seconds).program(0, program);
        chordsInto(score, 0, program, draws.between(1, 3), velocity());
        return new Piece(score, "" + program);
    }

    private void chordsInto(Score score, int channel, int program, int count, int velocity) {
        double length = seconds / count;
        for (int i = 0; i < count; i++) {
            int[] chord = CHORDS[draws.between(0, CHORDS.length - 1)];
            int high = Math.max(Orchestra.lowest(program), Orchestra.highest(program) - OCTAVE - OCTAVE / 2);
            int root = draws.between(Orchestra.lowest(program), high);
            double spread = draws.chance(0.3) ? draws.between(0.01, 0.08) : 0;
            for (int n = 0; n < chord.length; n++) {
                score.note(
                        channel,
                        root + chord[n],
                        velocity,
                        i * length + n * spread,
                        (i + draws.between(0.7, 0.98)) * length);
            }
        }
    }

    /** A walk through a scale; of five, two are accompanied by another instrument's chords. */
    private Piece phrase() {
        int program = draws.oneOf(Orchestra.programs(split));
        Score score = new Score(seconds).program(0, program);
        int[] scale = SCALES[draws.between(0, SCALES.length - 1)];
        int low = Orchestra.lowest(program);
        int degrees = (Orchestra.highest(program) - low) / OCTAVE * scale.length;
        int tonic = low + draws.between(0, Orchestra.highest(program) - low - degrees / scale.length * OCTAVE);
        int degree = draws.between(0, degrees - 1);
        double step = draws.logBetween(0.09, 0.5);
        double legato = draws.between(0.3, 1.1);
        int loudness = velocity();
        double time = 0;
        while (time < seconds - 0.05) {
            double length = step * draws.oneOf(List.of(1, 1, 1, 2, 2, 3));
            int key = tonic + degree / scale.length * OCTAVE + scale[degree % scale.length];
            if (!draws.chance(0.1) || time == 0) {
                int velocity = Math.max(20, Math.min(127, loudness + draws.between(-15, 15)));
                score.note(0, key, velocity, time, Math.min(seconds, time + length * legato));
            }
            int next = degree + draws.between(-3, 3);
            degree = Math.max(0, Math.min(degrees - 1, next));
            time += length;
        }
        if (!draws.chance(0.4)) {
            return new Piece(score, "" + program);
        }
        int other = draws.oneOf(Orchestra.holding(split));
        score.program(1, other);
        chordsInto(score, 1, other, draws.between(1, 2), Math.max(20, loudness - 25));
        return new Piece(score, program + "+" + other);
    }

    /** A pattern on a grid of sixteenths or triplets, or, one time in three, a few lone strokes. */
    private Piece drums() {
        int kit = draws.oneOf(Orchestra.kits(split));
        List<Integer> all = Orchestra.drums(split);
        Score score = new Score(seconds).program(Score.DRUMS, kit);
        if (draws.chance(1 / 3.0)) {
            int strokes = draws.between(1, 4);
            for (int i = 0; i < strokes; i++) {
                double time = seconds * (i + (i == 0 ? 0 : draws.between(-0.2, 0.2))) / strokes;
                score.note(Score.DRUMS, draws.oneOf(all), velocity(), time, time + 0.2);
            }
            return new Piece(score, "kit" + kit);
        }
        List<Integer> players = new ArrayList<>();
        int count = draws.between(2, 5);
        for (int i = 0; i < count; i++) {
            players.add(draws.oneOf(all));
        }
        double step = 60 / draws.between(70.0, 180.0) / draws.oneOf(BEATS_PER_BAR_STEP);
        double swing = draws.between(0, 0.012);
        for (int player = 0; player < count; player++) {
            double density = draws.between(0.15, 0.7);
            int loudness = velocity();
            for (int i = 0; i * step < seconds - 0.03; i++) {
                if (draws.chance(density) || (i == 0 && player == 0)) {
                    double time = i * step + draws.between(0, swing);
                    int velocity = Math.max(15, Math.min(127, loudness + draws.between(-25, 15)));
                    score.note(Score.DRUMS, players.get(player), velocity, time, time + 0.1);
                }
            }
        }
        return new Piece(score, "kit" + kit);
    }

    private int velocity() {
        return draws.between(40, 120);
    }
}
