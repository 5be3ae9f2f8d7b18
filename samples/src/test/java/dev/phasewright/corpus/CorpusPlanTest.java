package dev.phasewright.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What can be said of the vocoder's corpora before a sound is made. */
class CorpusPlanTest {
    @Test
    void nobodyAndNothingIsHeardInTwoParts() {
        assertEquals(48, partsOf(split -> names(Language.of(split))));
        assertEquals(63, partsOf(VoicePlan::variants));
        assertEquals(
                4,
                partsOf(split -> new ArrayList<>(new HashSet<>(
                        Flite.Voice.of(split).stream().map(Flite.Voice::speaker).toList()))));
        assertEquals(128, partsOf(Orchestra::programs));
        assertEquals(8, partsOf(Orchestra::kits));
        assertTrue(Language.of(Split.TEST).size() >= 5);
    }

    /** Checks that no two parts share an item and none is empty; returns the number of all. */
    private static int partsOf(Function<Split, List<?>> items) {
        List<Object> all = new ArrayList<>();
        for (Split split : Split.values()) {
            assertFalse(items.apply(split).isEmpty(), split.toString());
            all.addAll(items.apply(split));
        }
        assertEquals(all.size(), new HashSet<>(all).size(), "something is in two parts of " + all);
        return all.size();
    }

    private static List<String> names(List<Language> languages) {
        return languages.stream().map(Language::name).toList();
    }

    @Test
    void drumsThatPartsShareAreOnlyThoseThatEachHearsFromItsOwnKit() {
        Set<Integer> shared = new HashSet<>(Orchestra.drums(Split.TRAIN));
        shared.retainAll(Orchestra.drums(Split.TEST));
        // The bongos, rides and timbales are the same recordings in every kit; the rest of TR-808 is its own.
        assertFalse(shared.stream().anyMatch(List.of(51, 53, 59, 60, 61, 65, 66)::contains), shared.toString());
        assertTrue(Orchestra.drums(Split.TEST).containsAll(List.of(35, 38, 42, 51, 60)));
    }

    @Test
    void everyLanguageHasSentencesInItsOwnScript() {
        List<Language> all = new ArrayList<>();
        for (Split split : Split.values()) {
            all.addAll(Language.of(split));
        }
        for (Language language : all) {
            String text = language.text(new Draws(1));
            assertTrue(text.length() > 20 || text.chars().anyMatch(c -> c > 0x3000), language.name() + ": " + text);
            assertFalse(text.contains("\uFFFD") || text.contains("null"), text);
        }
        Character.UnicodeScript[] scripts = {
            Character.UnicodeScript.CYRILLIC, Character.UnicodeScript.ARABIC, Character.UnicodeScript.HANGUL,
            Character.UnicodeScript.HAN, Character.UnicodeScript.HIRAGANA, Character.UnicodeScript.DEVANAGARI,
            Character.UnicodeScript.GEORGIAN, Character.UnicodeScript.ARMENIAN, Character.UnicodeScript.TAMIL
        };
        for (Character.UnicodeScript script : scripts) {
            assertTrue(
                    all.stream()
                            .flatMap(l -> l.sentences().stream())
                            .flatMapToInt(String::codePoints)
                            .anyMatch(c -> Character.UnicodeScript.of(c) == script),
                    script.toString());
        }
    }

    @Test
    void englishSentencesHardlyRepeat() {
        Set<String> sentences = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String sentence = EnglishSentences.any(new Draws(i));
            assertTrue(sentence.matches("[A-Z][A-Za-z0-9 ,]+[.?]"), sentence);
            sentences.add(sentence);
        }
        assertTrue(sentences.size() > 1_950, sentences.size() + " of 2,000");
        String time = EnglishSentences.time(new Draws(3));
        assertTrue(time.matches("The time is now, [a-z -]+, in the (morning|afternoon|evening)\\."), time);
    }

    @Test
    void partsHaveTheirSharesInFullRounds() {
        assertEquals(6_000, Corpora.voices(6_000, 1).clips(Split.TRAIN));
        assertEquals(300, Corpora.voices(6_000, 1).clips(Split.VALIDATION));
        assertEquals(600, Corpora.voices(6_000, 1).clips(Split.TEST));
        assertEquals(
                20,
                Corpora.instruments(20, 1, Path.of("a.sf2"), Corpora.SPEECH_RATE)
                        .clips(Split.TRAIN));
        assertEquals(
                4,
                Corpora.instruments(20, 1, Path.of("a.sf2"), Corpora.SPEECH_RATE)
                        .clips(Split.VALIDATION));
        assertEquals(20 + 7 + 7, Corpora.testSignals(20, 1, Corpora.SPEECH_RATE).clips());
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        for (int size : new int[] {-1, 0, 1_000_001}) {
            assertThrows(IllegalArgumentException.class, () -> Corpora.voices(size, 1), "size " + size);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Corpora.instruments(size, 1, Path.of("a"), Corpora.SPEECH_RATE));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Corpora.testSignals(size, 1, Corpora.SPEECH_RATE),
                    "size " + size);
        }
    }

    @Test
    void fullScaleForThreeSamplesIsClipping() {
        assertFalse(Mastering.isClipped(Audio.mono(new float[] {0, 1, 1, 0.5f, -1, -1, 0}, 16_000)));
        assertTrue(Mastering.isClipped(Audio.mono(new float[] {0, 1, 32_767 / 32_768f, 1, 0}, 16_000)));
        assertTrue(Mastering.isClipped(Audio.mono(new float[] {0, -1, -1, -1, 0}, 16_000)));
    }

    @Test
    void cutsAreFadedOnlyWhereTheyGoThroughSound() {
        float[] ones = new float[1_000];
        Arrays.fill(ones, 0.5f);
        Audio sound = Audio.mono(ones, 16_000);

        Audio whole = Mastering.cut(sound, 0, 1_000);
        assertEquals(sound, whole);
        Audio middle = Mastering.cut(sound, 100, 500);
        assertTrue(middle.sample(0, 0) < 0.001 && middle.sample(0, 499) < 0.001);
        assertEquals(0.5f, middle.sample(0, 250));
        Audio led = Mastering.cut(sound, -50, 1_100);
        assertEquals(0, led.sample(0, 49));
        assertEquals(0.5f, led.sample(0, 50));
        assertEquals(0.5f, led.sample(0, 1_049));
        assertEquals(0, led.sample(0, 1_050));
    }

    @Test
    void levelsAreMetAndSilenceStaysSilence() {
        Audio sound = Audio.mono(new float[] {0, 0.01f, -0.2f, 0.1f}, 16_000);
        assertEquals(-6, 20 * Math.log10(Mastering.atLevel(sound, -6).peak()), 0.01);
        Audio silence = Audio.mono(new float[100], 16_000);
        assertEquals(silence, Mastering.atLevel(silence, -6));
        assertNotEquals(sound, Mastering.atLevel(sound, -6));
    }
}
