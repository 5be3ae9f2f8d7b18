package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.corpus.Draft.KeptClip;
import dev.phasewright.corpus.Draft.Rejection;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How spoken digits are made. */
final class DigitPlan implements Plan {
    /** The classes, in the order of their values; clips take turns in them. */
    static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private final long seed;
    private final SpeakerSplit speakers;
    private final EspeakNg voice;

    DigitPlan(long seed, SpeakerSplit speakers, EspeakNg voice) {
        this.seed = seed;
        this.speakers = speakers;
        this.voice = voice;
    }

    /**
     * The size of a corpus of digits, every part of which is balanced over them.
     *
     * @throws IllegalArgumentException if the size is out of range or no multiple of ten
     */
    static CorpusSize size(int train) {
        if (train < DIGITS.size() || train > CorpusSize.LARGEST || train % DIGITS.size() != 0) {
            throw new IllegalArgumentException("corpus size must be a multiple of " + DIGITS.size() + " from "
                    + DIGITS.size() + " to " + CorpusSize.LARGEST + ", not " + train);
        }
        return new CorpusSize(train, DIGITS.size());
    }

    @Override
    public List<String> classes() {
        return DIGITS;
    }

    /** Level is the clip's peak in dBFS, onset is in samples, the seed is unsigned hexadecimal. */
    @Override
    public List<String> columns() {
        return List.of("class", "accent", "variant", "pitch", "rate", "level", "onset", "seed");
    }

    @Override
    public String engine() {
        return "eSpeak NG " + voice.version();
    }

    @Override
    public Optional<Integer> clipSamples() {
        return Optional.of(Clip.LENGTH);
    }

    @Override
    public Set<Rejection> rejections() {
        return EnumSet.of(Rejection.SILENT, Rejection.TOO_LONG, Rejection.ENGINE);
    }

    @Override
    public Map<String, Map<String, List<String>>> heard() {
        return Map.of("speakers", Split.each(split -> speakers.of(split).stream()
                .map(Speaker::toString)
                .sorted()
                .toList()));
    }

    @Override
    public Draft draft(Split split, int index, int attempt) throws IOException {
        Recipe recipe = Recipe.draw(seed, split, index, attempt, speakers.of(split));
        Audio utterance;
        try {
            utterance = voice.say(DIGITS.get(recipe.digit()), recipe.speaker(), recipe.pitch(), recipe.rate());
        } catch (Program.Failure e) {
            return Rejection.ENGINE;
        }
        Optional<Audio> word = Clip.audiblePart(utterance);
        if (word.isEmpty()) {
            return Rejection.SILENT;
        }
        return Clip.fits(word.get()) ? keep(recipe, Clip.place(word.get(), recipe)) : Rejection.TOO_LONG;
    }

    private static KeptClip keep(Recipe recipe, Clip clip) {
        String digit = DIGITS.get(recipe.digit());
        List<String> fields = List.of(
                digit,
                recipe.speaker().accent(),
                recipe.speaker().variant(),
                Integer.toString(recipe.pitch()),
                Integer.toString(recipe.rate()),
                ManifestRow.decimals(recipe.levelDb()),
                Integer.toString(clip.onset()),
                ManifestRow.hexadecimal(recipe.seed()));
        return new KeptClip(digit, recipe.speaker().toString(), clip.sound(), fields);
    }

    @Override
    public String hopeless(int index, int attempts) {
        return "eSpeak NG gave no usable \"" + DIGITS.get(index % DIGITS.size()) + "\" in " + attempts
                + " attempts; check that `espeak-ng hello` speaks";
    }
}
