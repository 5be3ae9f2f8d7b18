package dev.phasewright.corpus;

import java.util.List;
import java.util.stream.Stream;

/**
 * One instrument of the note corpus.
 *
 * @param name as one types it
 * @param family General MIDI's, in one word or two
 * @param program of General MIDI, from 0
 */
record Instrument(String name, String family, int program) {
    /**
     * The instruments of the corpus: of General MIDI's first ten families those that the sound font FluidR3 plays over
     * the whole range of the corpus and at the pitch that was asked for (glockenspiel and guitar harmonics sound
     * octaves above it, drawbar organs octaves below; tuba, contrabass and baritone saxophone end early), but no two
     * that are the same recordings, such as the two pianos.
     */
    static final List<Instrument> ALL = Stream.of(
                    family("piano", "piano 0", "electric-grand 2", "electric-piano 4", "harpsichord 6", "clavinet 7"),
                    family("chromatic-percussion", "celesta 8", "vibraphone 11", "marimba 12", "dulcimer 15"),
                    family("organ", "church-organ 19", "reed-organ 20", "accordion 21", "harmonica 22"),
                    family(
                            "guitar",
                            "nylon-guitar 24",
                            "jazz-guitar 26",
                            "clean-guitar 27",
                            "muted-guitar 28",
                            "distorted-guitar 30"),
                    family(
                            "bass",
                            "acoustic-bass 32",
                            "fingered-bass 33",
                            "fretless-bass 35",
                            "slap-bass 36",
                            "synth-bass 38"),
                    family("strings", "violin 40", "viola 41", "cello 42", "pizzicato 45"),
                    family("ensemble", "string-ensemble 48", "synth-strings 50", "choir 52", "voice 53"),
                    family(
                            "brass",
                            "trumpet 56",
                            "trombone 57",
                            "muted-trumpet 59",
                            "french-horn 60",
                            "brass-section 61"),
                    family(
                            "reed",
                            "soprano-sax 64",
                            "alto-sax 65",
                            "tenor-sax 66",
                            "oboe 68",
                            "english-horn 69",
                            "bassoon 70",
                            "clarinet 71"),
                    family("pipe", "piccolo 72", "flute 73", "recorder 74", "pan-flute 75", "whistle 78", "ocarina 79"))
            .flatMap(List::stream)
            .toList();

    private static List<Instrument> family(String family, String... members) {
        return Stream.of(members)
                .map(m -> m.split(" ", 2))
                .map(m -> new Instrument(m[0], family, Integer.parseInt(m[1])))
                .toList();
    }
}
