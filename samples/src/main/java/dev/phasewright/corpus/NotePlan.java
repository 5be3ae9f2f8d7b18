package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.corpus.Draft.KeptClip;
import dev.phasewright.corpus.Draft.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How single notes are made. Clip {@code i} is played by instrument {@code i mod} {@link #ROUND}; the clips of one
 * round, one by each instrument, come from one run of FluidSynth, for most of a run's time goes into its start.
 */
final class NotePlan implements Plan {
    /** Clips of a round. */
    static final int ROUND = Instrument.ALL.size();

    /** The lowest pitch as MIDI counts it: two octaves below middle C. */
    static final int LOWEST = 36;

    /** The highest pitch: two octaves above middle C. */
    static final int HIGHEST = 84;

    /** The silence before the note, so that a transform's first windows see where it begins. */
    static final double LEAD_SECONDS = 0.05;

    /** The length of every clip. */
    private static final double SECONDS = 2;

    /** How long the key is held. */
    private static final double HELD_SECONDS = 1.5;

    private static final int TEST_KEYS = 5;
    private static final int VALIDATION_KEYS = 2;

    private static final int LENGTH = (int) (SECONDS * Clip.SAMPLE_RATE);

    private static final int SOFTEST = 40;
    private static final int LOUDEST = 127;
    /** How much softer a clip's peak is for each step of velocity below the loudest. */
    private static final double DB_PER_STEP = 1 / 6.0;

    private static final double LOUDEST_DB = -1;
    /** What keeps the velocities of a pair's clips apart however many they are. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Three octaves: how far a note's filter would close at velocity 0. */
    private static final int DULLEST_CENTS = -3600;

    /*
     * In a run each note has its slot. All times are whole blocks of FluidSynth's 64 samples, so that every note begins
     * at the same place of a block.
     */
    private static final double SLOT_SECONDS = 2.4;
    private static final double STRIKE = 0.1;
    private static final double SILENCED = 2.1;

    /** Far below what 16 bits hold: the softest notes of some instruments are soft indeed before they are brought to level. */
    private static final double AUDIBLE_PEAK = 1e-6;

    /** Rounds kept: as many as a few threads can be at work on. */
    private static final int KEPT = 4;

    private final long seed;
    private final FluidSynth synth;
    private final String engine;

    /** Guarded by itself. */
    private final Map<Round, Performance> performances = new LinkedHashMap<>();

    private record Round(Split split, int number) {}

    NotePlan(long seed, FluidSynth synth) throws IOException {
        this.seed = seed;
        this.synth = synth;
        this.engine = synth.name();
    }

    /**
     * The size of a corpus of notes, in every part of which each instrument plays as often as any.
     *
     * @throws IllegalArgumentException if there is not a note of each instrument, or the size is out of range
     */
    static CorpusSize size(int train) {
        CorpusSize.check(train, ROUND);
        return new CorpusSize(train, ROUND);
    }

    /**
     * The keys at which an instrument is heard in one part, in no order that means anything; the same whatever the
     * corpus's seed, so that a model trained on one corpus can be tested on any.
     */
    static List<Integer> keys(int instrument, Split split) {
        List<Integer> keys =
                new ArrayList<>(IntStream.rangeClosed(LOWEST, HIGHEST).boxed().toList());
        Collections.shuffle(keys, new Random(instrument));
        return switch (split) {
            case TEST -> keys.subList(0, TEST_KEYS);
            case VALIDATION -> keys.subList(TEST_KEYS, TEST_KEYS + VALIDATION_KEYS);
            case TRAIN -> keys.subList(TEST_KEYS + VALIDATION_KEYS, keys.size());
        };
    }

    /** What is played in one clip. */
    record Note(Instrument instrument, int key, int velocity) {
        /** The clip's peak in dBFS. */
        double levelDb() {
            return LOUDEST_DB - (LOUDEST - velocity) * DB_PER_STEP;
        }
    }

    /** The note of one clip of the corpus of a seed. */
    static Note note(long seed, Split split, int index) {
        int place = index % ROUND;
        int round = index / ROUND;
        List<Integer> keys = keys(place, split);
        int key = round % keys.size();
        double first = Draws.forClip(seed, split, key * ROUND + place, 0).between(0.0, 1.0);
        int turn = round / keys.size();
        double loudness = (first + turn * GOLDEN) % 1;
        int velocity = SOFTEST + (int) (loudness * (LOUDEST - SOFTEST + 1));
        return new Note(Instrument.ALL.get(place), keys.get(key), velocity);
    }

    @Override
    public List<String> classes() {
        return Instrument.ALL.stream().map(Instrument::name).toList();
    }

    /** Program counts from 0; midi is the pitch, 60 for middle C; level is the clip's peak in dBFS. */
    @Override
    public List<String> columns() {
        return List.of("class", "family", "program", "midi", "velocity", "level");
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public Optional<Integer> clipSamples() {
        return Optional.of(LENGTH);
    }

    @Override
    public Set<Rejection> rejections() {
        return EnumSet.of(Rejection.FLUIDSYNTH);
    }

    /** For each part and instrument a line of its name and keys. */
    @Override
    public Map<String, Map<String, List<String>>> heard() {
        return Map.of("pairs", Split.each(split -> IntStream.range(0, ROUND)
                .mapToObj(i -> Instrument.ALL.get(i).name() + " "
                        + keys(i, split).stream().sorted().map(String::valueOf).collect(Collectors.joining(" ")))
                .toList()));
    }

    @Override
    public Draft draft(Split split, int index, int attempt) throws IOException {
        Audio clip;
        try {
            clip = performance(new Round(split, index / ROUND), attempt).clip(index % ROUND);
        } catch (Program.Failure e) {
            return Rejection.FLUIDSYNTH;
        }
        Note note = note(seed, split, index);
        if (clip.peak() < AUDIBLE_PEAK) {
            throw new IOException(engine + " plays nothing at key " + note.key + " of program "
                    + note.instrument.program() + " (" + note.instrument.name()
                    + "); choose a General MIDI sound font that does");
        }
        List<String> fields = List.of(
                note.instrument.name(),
                note.instrument.family(),
                Integer.toString(note.instrument.program()),
                Integer.toString(note.key),
                Integer.toString(note.velocity),
                ManifestRow.decimals(note.levelDb()));
        return new KeptClip(
                note.instrument.name(),
                note.key + "-v" + note.velocity,
                Mastering.atLevel(clip, note.levelDb()),
                fields);
    }

    private Performance performance(Round round, int attempt) {
        synchronized (performances) {
            if (attempt > 0) {
                performances.remove(round);
            }
            Performance performance = performances.computeIfAbsent(round, Performance::new);
            while (performances.size() > KEPT) {
                performances.remove(performances.keySet().iterator().next());
            }
            return performance;
        }
    }

    /** One round, played when it is first heard. */
    private final class Performance {
        private final Round round;
        private Audio played;

        Performance(Round round) {
            this.round = round;
        }

        synchronized Audio clip(int place) throws IOException {
            if (played == null) {
                played = Resampler.resample(synth.play(score(), false), Clip.SAMPLE_RATE);
            }
            double from = place * SLOT_SECONDS + STRIKE - LEAD_SECONDS;
            return Mastering.cut(played, (int) Math.round(from * Clip.SAMPLE_RATE), LENGTH);
        }

        private Score score() {
            Score score = new Score(ROUND * SLOT_SECONDS);
            for (int place = 0; place < ROUND; place++) {
                double at = place * SLOT_SECONDS;
                Note note = note(seed, round.split, round.number * ROUND + place);
                score.program(0, note.instrument.program(), at);
                // The font's velocity only scales most of its sounds; played softly, real instruments are duller too.
                score.filter(0, DULLEST_CENTS * (LOUDEST - note.velocity) / LOUDEST, at);
                double strike = at + STRIKE;
                score.note(0, note.key, note.velocity, strike, strike + HELD_SECONDS);
                score.silence(0, at + SILENCED);
            }
            return score;
        }
    }

    @Override
    public String hopeless(int index, int attempts) {
        return "FluidSynth failed " + attempts + " times to play round " + index / ROUND
                + "; check that the sound font is a General MIDI one (" + engine + ")";
    }
}
