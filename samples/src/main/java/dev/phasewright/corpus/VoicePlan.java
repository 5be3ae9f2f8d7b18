package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.corpus.Draft.KeptClip;
import dev.phasewright.corpus.Draft.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How clips of speech are made. */
final class VoicePlan implements Plan {
    /** Clips in a row of different kinds: eSpeak NG, eSpeak NG, Flite. */
    static final int ROUND = 3;

    private static final String FOLDER = "speech";
    private static final double SHORTEST = 1.5;
    private static final double LOW_SECONDS = 2;
    private static final double HIGH_SECONDS = 4;
    /** A cut whose peak is this much below the whole's went through a pause. */
    private static final double PAUSE = 0.1;

    /** Every eighth variant is kept for the test and every sixteenth for validation; all kinds of names are spread. */
    private static final int TEST_EVERY = 8;

    private final long seed;
    private final EspeakNg espeak;
    private final Flite flite;
    private final Map<String, List<Language>> languages = Split.each(Language::of);

    VoicePlan(long seed, EspeakNg espeak, Flite flite) throws IOException {
        this.seed = seed;
        this.espeak = espeak;
        this.flite = flite;
        espeak.requireLanguages(languages.values().stream()
                .flatMap(List::stream)
                .map(Language::name)
                .toList());
    }

    static List<String> variants(Split split) {
        return Speaker.VARIANTS.stream().filter(v -> split == split(v)).toList();
    }

    private static Split split(String variant) {
        int place = Speaker.VARIANTS.indexOf(variant);
        if (place % TEST_EVERY == 2) {
            return Split.TEST;
        }
        return place % (2 * TEST_EVERY) == 5 ? Split.VALIDATION : Split.TRAIN;
    }

    @Override
    public List<String> classes() {
        return List.of(FOLDER);
    }

    /**
     * Flite's voices have neither variant nor words a minute: their pitch is a multiple of the voice's own and their
     * rate one divided by the stretch. Level is the clip's peak in dBFS, seconds its length.
     */
    @Override
    public List<String> columns() {
        return List.of("class", "engine", "language", "voice", "pitch", "rate", "level", "seconds", "seed");
    }

    @Override
    public String engine() {
        return "eSpeak NG " + espeak.version() + ", Flite " + flite.version();
    }

    @Override
    public Optional<Integer> clipSamples() {
        return Optional.empty();
    }

    @Override
    public Set<Rejection> rejections() {
        return EnumSet.of(Rejection.SILENT, Rejection.ENGINE, Rejection.TOO_SHORT, Rejection.CLIPPED, Rejection.FLITE);
    }

    @Override
    public Map<String, Map<String, List<String>>> heard() {
        Map<String, Map<String, List<String>>> heard = new LinkedHashMap<>();
        heard.put("languages", Split.each(split -> languages.get(split.folder()).stream()
                .map(Language::name)
                .toList()));
        heard.put("variants", Split.each(VoicePlan::variants));
        heard.put("flite", Split.each(split -> Flite.Voice.of(split).stream()
                .map(Flite.Voice::name)
                .distinct()
                .toList()));
        return heard;
    }

    @Override
    public Draft draft(Split split, int index, int attempt) throws IOException {
        Draws draws = Draws.forClip(seed, split, index, attempt);
        boolean recorded = index % ROUND == ROUND - 1;
        try {
            return recorded ? byFlite(split, draws) : byEspeak(split, draws);
        } catch (Program.Failure e) {
            return recorded ? Rejection.FLITE : Rejection.ENGINE;
        }
    }

    private Draft byEspeak(Split split, Draws draws) throws IOException {
        Language language = draws.oneOf(languages.get(split.folder()));
        String variant = draws.oneOf(variants(split));
        int pitch = draws.between(20, 80);
        int rate = draws.between(120, 210);
        Audio sound = espeak.read(language.text(draws), new Speaker(language.name(), variant), pitch, rate);
        List<String> who =
                List.of("espeak-ng", language.name(), variant, Integer.toString(pitch), Integer.toString(rate));
        return finish(sound, draws, language.name() + "-" + variant, who);
    }

    private Draft byFlite(Split split, Draws draws) throws IOException {
        Flite.Voice voice = draws.oneOf(Flite.Voice.of(split));
        double stretch = draws.between(0.8, 1.25);
        double pitch = draws.logBetween(0.75, 1.35);
        Audio sound = flite.say(voice.text(draws), voice, stretch, pitch);
        List<String> who =
                List.of("flite", "en-us", voice.name(), ManifestRow.decimals(pitch), ManifestRow.decimals(1 / stretch));
        return finish(sound, draws, "flite-" + voice.name(), who);
    }

    private static Draft finish(Audio spoken, Draws draws, String name, List<String> who) {
        if (Mastering.isClipped(spoken)) {
            return Rejection.CLIPPED;
        }
        Optional<Audio> audible = Clip.audiblePart(spoken);
        if (audible.isEmpty()) {
            return Rejection.SILENT;
        }
        Audio whole = audible.get();
        if (whole.seconds() < SHORTEST) {
            return Rejection.TOO_SHORT;
        }
        int wanted = (int) Math.round(draws.between(LOW_SECONDS, HIGH_SECONDS) * Clip.SAMPLE_RATE);
        int length = Math.min(wanted, whole.length());
        Audio clip = Mastering.cut(whole, draws.between(0, whole.length() - length), length);
        if (clip.peak() < PAUSE * whole.peak()) {
            return Rejection.SILENT;
        }
        double level = draws.levelDb();
        List<String> fields = new ArrayList<>();
        fields.add(FOLDER);
        fields.addAll(who);
        fields.add(ManifestRow.decimals(level));
        fields.add(ManifestRow.decimals(clip.seconds()));
        fields.add(ManifestRow.hexadecimal(draws.seed()));
        return new KeptClip(FOLDER, name, Mastering.atLevel(clip, level), fields);
    }

    @Override
    public String hopeless(int index, int attempts) {
        String program = index % ROUND == ROUND - 1 ? "flite -t" : "espeak-ng";
        return "no usable speech in " + attempts + " attempts; check that `" + program + " \"hello world\"` speaks";
    }
}
