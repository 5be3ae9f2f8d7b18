package dev.phasewright.corpus;

import java.nio.file.Path;
import java.util.Objects;

/**
 * All corpora that Phasewright can make.
 *
 * <p>Each has as many training clips as is asked for, 1 to 1,000,000; validation has a twentieth of them and test a
 * tenth, rounded up so that every part has as much of each kind. All are mono, at 16 kHz unless another rate is asked for.
 */
public final class Corpora {
    /** Where Debian installs the sound font of the package fluid-soundfont-gm. */
    public static final Path DEBIAN_FONT = FluidSynth.DEBIAN_FONT;

    /** The silence before each note of {@link #notes}, in seconds. */
    public static final double NOTE_LEAD_SECONDS = NotePlan.LEAD_SECONDS;

    /** The rate of speech corpora, in Hz, and the usual one. */
    public static final int SPEECH_RATE = Clip.SAMPLE_RATE;

    /** The rate that has all that is heard, in Hz. */
    public static final int WHOLE_BAND_RATE = 44_100;

    private Corpora() {}

    private static void requireRate(int sampleRate) {
        if (sampleRate != SPEECH_RATE && sampleRate != WHOLE_BAND_RATE) {
            throw new IllegalArgumentException(
                    "a corpus is made at " + SPEECH_RATE + " or " + WHOLE_BAND_RATE + " Hz, not at " + sampleRate);
        }
    }

    /**
     * Spoken digits in the manner of SC09: "zero" to "nine", one second each, by 385 synthetic speakers: pairs of an
     * accent and one of 63 voices. No voice is heard in two parts, in whatever accent, and one accent is heard in the
     * test alone; who speaks where is the same whatever the seed.
     *
     * @param train the number of training clips, a multiple of ten
     * @param seed what everything is drawn from
     * @throws IllegalArgumentException if the size is out of range or no multiple of ten
     */
    public static Corpus digits(int train, long seed) {
        return digits(train, seed, SpeakerSplit.byVariant());
    }

    /** The same, all by one speaker, who is then heard in all parts. */
    public static Corpus digits(int train, long seed, Speaker alone) {
        return digits(train, seed, SpeakerSplit.alone(alone));
    }

    private static Corpus digits(int train, long seed, SpeakerSplit speakers) {
        return new Corpus(
                "digits",
                seed,
                DigitPlan.size(train),
                scratch -> new DigitPlan(seed, speakers, new EspeakNg("espeak-ng")));
    }

    /**
     * Speech: two to four seconds a clip, two of three by eSpeak NG in many languages, one of three in English by
     * Flite's voices, which come from recordings. Languages, variants and Flite's speakers are each heard in one part
     * only, the same whatever the seed.
     *
     * @param train the number of training clips
     * @param seed what everything is drawn from
     * @throws IllegalArgumentException if the size is out of range
     */
    public static Corpus voices(int train, long seed) {
        return new Corpus(
                "voices",
                seed,
                new CorpusSize(train, VoicePlan.ROUND),
                scratch -> new VoicePlan(seed, new EspeakNg("espeak-ng"), new Flite("flite", scratch)));
    }

    /**
     * Music: two to three seconds a clip of held notes, chords, phrases and drums in turn, played by FluidSynth.
     * Instruments and drums are each heard in one part only, the same whatever the seed.
     *
     * @param train the number of training clips
     * @param seed what everything is drawn from
     * @param font a General MIDI sound font, SoundFont 2 or 3
     * @param sampleRate of the clips, {@value #SPEECH_RATE} or {@value #WHOLE_BAND_RATE}
     * @throws IllegalArgumentException if the size or the rate is out of range
     */
    public static Corpus instruments(int train, long seed, Path font, int sampleRate) {
        requireRate(sampleRate);
        Objects.requireNonNull(font, "font");
        return new Corpus(
                "instruments",
                seed,
                new CorpusSize(train, Composer.KINDS.size()),
                scratch ->
                        new InstrumentPlan(seed, new FluidSynth("fluidsynth", font, scratch, sampleRate), sampleRate));
    }

    /**
     * Test signals, which no voice or instrument gives: chirps, clicks, noise, silence, plain waveforms, modulated
     * tones and harmonic complexes, two seconds each. It needs no program. There is no one to be kept from the test
     * here: its clips are other draws of the same kinds.
     *
     * @param train the number of training clips
     * @param seed what everything is drawn from
     * @param sampleRate of the clips, {@value #SPEECH_RATE} or {@value #WHOLE_BAND_RATE}
     * @throws IllegalArgumentException if the size or the rate is out of range
     */
    public static Corpus testSignals(int train, long seed, int sampleRate) {
        requireRate(sampleRate);
        return new Corpus(
                "edges",
                seed,
                new CorpusSize(train, TestSignal.values().length),
                scratch -> new TestSignalPlan(seed, sampleRate));
    }

    /**
     * Single notes in the manner of NSynth (Engel et al. 2017): two seconds each, by instruments of ten families over
     * four octaves, played by FluidSynth. Each begins after 0.05 s of silence and is let go 1.5 s later. The louder it
     * is struck the louder and the brighter it is. Every instrument and every pitch is learned from, but whole pairs of
     * instrument and pitch are kept for validation and test: of each instrument's 49 pitches two and five, the same
     * whatever the seed.
     *
     * @param train the number of training clips, at least one of each instrument
     * @param seed what everything else is drawn from
     * @param font a General MIDI sound font, SoundFont 2 or 3
     * @throws IllegalArgumentException if the size is out of range
     */
    public static Corpus notes(int train, long seed, Path font) {
        Objects.requireNonNull(font, "font");
        return new Corpus(
                "notes",
                seed,
                NotePlan.size(train),
                scratch -> new NotePlan(seed, new FluidSynth("fluidsynth", font, scratch, Clip.SAMPLE_RATE)));
    }
}
