package dev.phasewright.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A language of the voice corpus.
 *
 * @param name eSpeak NG's name
 * @param sentences what is said in it; empty for English, whose sentences come from a grammar
 */
record Language(String name, List<String> sentences) {
    private static final List<String> ENGLISH = List.of("en-gb", "en-gb-scotland", "en-us");

    /**
     * Kept for the test whatever the seed, so that a model trained on one corpus can be tested on any: one each of the
     * Uralic, Indic, Austroasiatic, Bantu and Hellenic languages.
     */
    private static final List<String> TEST = List.of("hu", "hi", "vi", "sw", "el");

    private static final List<String> VALIDATION = List.of("ko", "tr", "cy");

    /** A draw of something to say, about four seconds or more of it. */
    String text(Draws draws) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            text.append(sentences.isEmpty() ? EnglishSentences.any(draws) : draws.oneOf(sentences))
                    .append(' ');
        }
        // eSpeak NG reads figures out as words of the language, so numbers bring in what the sentences lack.
        return text.append(draws.between(2, 99_999)).append('.').toString();
    }

    /** The languages of one part. */
    static List<Language> of(Split split) {
        return all().stream().filter(l -> l.split() == split).toList();
    }

    private Split split() {
        if (TEST.contains(name)) {
            return Split.TEST;
        }
        return VALIDATION.contains(name) ? Split.VALIDATION : Split.TRAIN;
    }

    private static List<Language> all() {
        Map<String, List<String>> found = new LinkedHashMap<>();
        ENGLISH.forEach(name -> found.put(name, List.of()));
        try (InputStream in = Language.class.getResourceAsStream("sentences.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String name = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) {
                    name = line.substring(1);
                } else {
                    found.computeIfAbsent(name, n -> new ArrayList<>()).add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Language> languages = new ArrayList<>();
        found.forEach((name, sentences) -> languages.add(new Language(name, List.copyOf(sentences))));
        return languages;
    }
}
