package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How spoken digits are made. */
final class DigitPlan implements Plan {
    private final long seed;
    private final SpeakerSplit cast;
    private final EspeakNg voice;

    DigitPlan(long seed, SpeakerSplit cast, EspeakNg voice) {
        this.seed = seed;
        this.cast = cast;
        this.voice = voice;
    }

    @Override
    public List<String> classes() {
        return DigitCorpus.DIGITS;
    }

    /** Level is the clip's peak in dBFS, onset is in samples, the seed is unsigned hexadecimal. */
    @Override
    public String columns() {
        return "class,accent,variant,pitch,rate,level,onset,seed";
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
    public Map<String, Map<String, List<String>>> cast() {
        return Map.of(
                "speakers",
                Split.each(split ->
                        cast.of(split).stream().map(Speaker::toString).sorted().toList()));
    }

    @Override
    public Draft draft(Split split, int index, int attempt) throws IOException {
        Recipe recipe = Recipe.draw(seed, split, index, attempt, cast.of(split));
        Audio utterance;
        try {
            utterance =
                    voice.say(DigitCorpus.DIGITS.get(recipe.digit()), recipe.speaker(), recipe.pitch(), recipe.rate());
        } catch (Program.Failure e) {
            return Rejection.ENGINE;
        }
        Optional<Audio> word = Clip.audiblePart(utterance);
        if (word.isEmpty()) {
            return Rejection.SILENT;
        }
        return Clip.fits(word.get()) ? take(recipe, Clip.place(word.get(), recipe)) : Rejection.TOO_LONG;
    }

    private static KeptClip take(Recipe recipe, Clip clip) {
        String digit = DigitCorpus.DIGITS.get(recipe.digit());
        String fields = String.format(
                Locale.ROOT,
                "%s,%s,%s,%d,%d,%.3f,%d,%016x",
                digit,
                recipe.speaker().accent(),
                recipe.speaker().variant(),
                recipe.pitch(),
                recipe.rate(),
                recipe.levelDb(),
                clip.onset(),
                recipe.seed());
        return new KeptClip(digit, recipe.speaker().toString(), clip.sound(), fields);
    }

    @Override
    public String hopeless(int index, int attempts) {
        return "eSpeak NG gave no usable \"" + DigitCorpus.DIGITS.get(index % 10) + "\" in " + attempts
                + " attempts; check that `espeak-ng hello` speaks";
    }
}
