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
                    "piano electric-grand electric-piano harpsichord clavinet",
                    "celesta vibraphone marimba dulcimer",
                    "church-organ reed-organ accordion harmonica",
                    "nylon-guitar jazz-guitar clean-guitar muted-guitar distorted-guitar",
                    "acoustic-bass fingered-bass fretless-bass slap-bass synth-bass",
                    "violin viola cello pizzicato",
                    "string-ensemble synth-strings choir voice",
                    "trumpet trombone muted-trumpet french-horn brass-section",
                    "soprano-sax alto-sax tenor-sax oboe english-horn bassoon clarinet",
                    "piccolo flute recorder pan-flute whistle ocarina")
            .flatMap(family -> Stream.of(family.split(" ")))
            .map(name -> new Instrument(
                    name,
                    GeneralMidi.family(name).orElseThrow(),
                    GeneralMidi.program(name).orElseThrow()))
            .toList();
}
