package dev.phasewright.corpus;

import dev.phasewright.midi.GeneralMidi;
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
                    family("piano", "piano", "electric-grand", "electric-piano", "harpsichord", "clavinet"),
                    family("chromatic-percussion", "celesta", "vibraphone", "marimba", "dulcimer"),
                    family("organ", "church-organ", "reed-organ", "accordion", "harmonica"),
                    family("guitar", "nylon-guitar", "jazz-guitar", "clean-guitar", "muted-guitar", "distorted-guitar"),
                    family("bass", "acoustic-bass", "fingered-bass", "fretless-bass", "slap-bass", "synth-bass"),
                    family("strings", "violin", "viola", "cello", "pizzicato"),
                    family("ensemble", "string-ensemble", "synth-strings", "choir", "voice"),
                    family("brass", "trumpet", "trombone", "muted-trumpet", "french-horn", "brass-section"),
                    family(
                            "reed",
                            "soprano-sax",
                            "alto-sax",
                            "tenor-sax",
                            "oboe",
                            "english-horn",
                            "bassoon",
                            "clarinet"),
                    family("pipe", "piccolo", "flute", "recorder", "pan-flute", "whistle", "ocarina"))
            .flatMap(List::stream)
            .toList();

    private static List<Instrument> family(String family, String... members) {
        return Stream.of(members)
                .map(name ->
                        new Instrument(name, family, GeneralMidi.program(name).orElseThrow()))
                .toList();
    }
}
