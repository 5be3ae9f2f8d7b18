package dev.phasewright.midi;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs of General MIDI (MMA, 1991) by the names that models have for them. */
public final class GeneralMidi {
    /** A family has eight programs. */
    private static final int FAMILY = 8;

    /** Of those that have programs below, in the order of these. */
    private static final List<String> FAMILIES = List.of(
            "piano", "chromatic-percussion", "organ", "guitar", "bass", "strings", "ensemble", "brass", "reed", "pipe");

    private static final Map<String, Integer> PROGRAMS = Stream.of(
                    "piano 0",
                    "electric-grand 2",
                    "electric-piano 4",
                    "harpsichord 6",
                    "clavinet 7",
                    "celesta 8",
                    "vibraphone 11",
                    "marimba 12",
                    "dulcimer 15",
                    "church-organ 19",
                    "reed-organ 20",
                    "accordion 21",
                    "harmonica 22",
                    "nylon-guitar 24",
                    "jazz-guitar 26",
                    "clean-guitar 27",
                    "muted-guitar 28",
                    "distorted-guitar 30",
                    "acoustic-bass 32",
                    "fingered-bass 33",
                    "fretless-bass 35",
                    "slap-bass 36",
                    "synth-bass 38",
                    "violin 40",
                    "viola 41",
                    "cello 42",
                    "pizzicato 45",
                    "string-ensemble 48",
                    "synth-strings 50",
                    "choir 52",
                    "voice 53",
                    "trumpet 56",
                    "trombone 57",
                    "muted-trumpet 59",
                    "french-horn 60",
                    "brass-section 61",
                    "soprano-sax 64",
                    "alto-sax 65",
                    "tenor-sax 66",
                    "oboe 68",
                    "english-horn 69",
                    "bassoon 70",
                    "clarinet 71",
                    "piccolo 72",
                    "flute 73",
                    "recorder 74",
                    "pan-flute 75",
                    "whistle 78",
                    "ocarina 79")
            .map(line -> line.split(" ", 2))
            .collect(Collectors.toUnmodifiableMap(words -> words[0], words -> Integer.valueOf(words[1])));

    private GeneralMidi() {}

    /**
     * The program of an instrument.
     *
     * @param className as the shipped model of notes calls it
     * @return from 0; empty if General MIDI has none of that name
     */
    public static OptionalInt program(String className) {
        Integer program = PROGRAMS.get(className);
        return program == null ? OptionalInt.empty() : OptionalInt.of(program);
    }

    /**
     * The family of an instrument, in one word or two.
     *
     * @param className as the shipped model of notes calls it
     * @return such as {@code chromatic-percussion}; empty if General MIDI has no instrument of that name
     */
    public static Optional<String> family(String className) {
        return program(className).stream()
                .mapToObj(program -> FAMILIES.get(program / FAMILY))
                .findFirst();
    }

    /**
     * Who plays a program: its own instrument, or the nearest of its family, or else of all. Of classes that General MIDI
     * does not know, the one at the program's place counts.
     *
     * @param program from 0
     * @param classes of a model, at least one
     */
    public static String nearest(int program, List<String> classes) {
        return classes.stream()
                .filter(PROGRAMS::containsKey)
                .min(Comparator.comparingInt(
                        name -> distance(program, program(name).orElseThrow())))
                .orElseGet(() -> classes.get(program % classes.size()));
    }

    private static int distance(int program, int other) {
        int strange = program / FAMILY == other / FAMILY ? 0 : 128;
        return strange + Math.abs(program - other);
    }
}
