package dev.phasewright.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be said of a corpus before a word is spoken. */
class DigitCorpusTest {
    @Test
    void noVariantIsInTwoPartsAndEachIsInOne() {
        SpeakerSplit speakers = SpeakerSplit.byVariant();
        List<String> all = new ArrayList<>();
        for (Split split : Split.values()) {
            all.addAll(variants(speakers.of(split)));
        }
        assertEquals(Speaker.VARIANTS.size(), all.size());
        assertEquals(Set.copyOf(Speaker.VARIANTS), Set.copyOf(all));
        assertEquals(318, speakers.of(Split.TRAIN).size());
        assertEquals(18, speakers.of(Split.VALIDATION).size());
        assertEquals(49, speakers.of(Split.TEST).size());
    }

    @Test
    void oneAccentIsHeardInTheTestAloneWhichHearsAll() {
        SpeakerSplit speakers = SpeakerSplit.byVariant();
        assertEquals(Set.copyOf(Speaker.ACCENTS), accents(speakers.of(Split.TEST)));
        Set<String> others = new HashSet<>(Speaker.ACCENTS);
        others.remove("en-gb-scotland");
        assertEquals(others, accents(speakers.of(Split.TRAIN)));
        assertEquals(others, accents(speakers.of(Split.VALIDATION)));
    }

    @Test
    void noVariantIsLearnedFromUnderOneSeedAndTestedUnderAnother() {
        // A model that learned from one corpus is tested on another just as often, so parts are compared across seeds.
        Map<Split, Set<String>> heard = new EnumMap<>(Split.class);
        SpeakerSplit speakers = SpeakerSplit.byVariant();
        for (Split split : Split.values()) {
            Set<String> drawn = heard.computeIfAbsent(split, s -> new HashSet<>());
            for (long seed = -20; seed < 20; seed++) {
                for (int index = 0; index < 200; index++) {
                    drawn.add(Recipe.draw(seed, split, index, 0, speakers.of(split))
                            .speaker()
                            .variant());
                }
            }
        }
        assertTrue(Collections.disjoint(heard.get(Split.TRAIN), heard.get(Split.TEST)));
        assertTrue(Collections.disjoint(heard.get(Split.TRAIN), heard.get(Split.VALIDATION)));
        assertTrue(Collections.disjoint(heard.get(Split.VALIDATION), heard.get(Split.TEST)));
        assertEquals(
                Speaker.VARIANTS.size(),
                heard.values().stream().mapToInt(Set::size).sum());
    }

    private static Set<String> variants(List<Speaker> speakers) {
        return speakers.stream().map(Speaker::variant).collect(Collectors.toSet());
    }

    private static Set<String> accents(List<Speaker> speakers) {
        return speakers.stream().map(Speaker::accent).collect(Collectors.toSet());
    }

    @Test
    void partsHaveTheirSharesInFullTens() {
        Corpus full = Corpora.digits(40_000, 1);
        assertEquals(2_000, full.clips(Split.VALIDATION));
        assertEquals(4_000, full.clips(Split.TEST));
        assertEquals(46_000, full.clips());
        Corpus small = Corpora.digits(50, 1);
        assertEquals(10, small.clips(Split.VALIDATION));
        assertEquals(10, small.clips(Split.TEST));
    }

    @Test
    void sizesThatCannotBeBalancedAreRefused() {
        for (int size : new int[] {-10, 0, 5, 15, 1_000_010}) {
            assertThrows(IllegalArgumentException.class, () -> Corpora.digits(size, 1), "size " + size);
        }
    }

    @Test
    void recipesDependOnSeedPartIndexAndAttemptAlone() {
        SpeakerSplit speakers = SpeakerSplit.byVariant();
        Set<Long> seeds = new HashSet<>();
        for (Split split : Split.values()) {
            for (int index = 0; index < 100; index++) {
                for (int attempt = 0; attempt < 3; attempt++) {
                    Recipe recipe = Recipe.draw(7, split, index, attempt, speakers.of(split));
                    assertEquals(recipe, Recipe.draw(7, split, index, attempt, speakers.of(split)));
                    assertTrue(seeds.add(recipe.seed()));
                    assertEquals(index % 10, recipe.digit());
                    assertTrue(speakers.of(split).contains(recipe.speaker()));
                }
            }
        }
    }

    @Test
    void aRecipeNeverChangesMeaning() {
        // A model's provenance rests on this draw: a change here is another corpus under an old seed.
        Recipe recipe =
                Recipe.draw(1, Split.TRAIN, 0, 0, SpeakerSplit.byVariant().of(Split.TRAIN));
        assertEquals("47e9af57febf8ef0", Long.toHexString(recipe.seed()));
        assertEquals("en-gb-x-gbcwmd-boris", recipe.speaker().toString());
        assertEquals(72, recipe.pitch());
        assertEquals(186, recipe.rate());
        assertEquals(-10.529, recipe.levelDb(), 5e-4);
    }

    @Test
    void levelsAndOnsetsFillTheirRanges() {
        SpeakerSplit speakers = SpeakerSplit.byVariant();
        double low = 0;
        double high = -99;
        double onsets = 0;
        for (int i = 0; i < 2_000; i++) {
            Recipe recipe = Recipe.draw(3, Split.TRAIN, i, 0, speakers.of(Split.TRAIN));
            low = Math.min(low, recipe.levelDb());
            high = Math.max(high, recipe.levelDb());
            onsets += recipe.onset() / 2_000;
        }
        assertTrue(low >= -15 && low < -14.9, "low " + low);
        assertTrue(high <= -1 && high > -1.1, "high " + high);
        assertEquals(0.5, onsets, 0.03);
    }

    @Test
    void aWordIsPlacedWholeAtItsLevelInSilence() {
        float[] word = new float[4_000];
        for (int i = 0; i < word.length; i++) {
            word[i] = (float) (0.2 * Math.cos(i * 0.1));
        }
        Audio sound = Audio.mono(word, Clip.SAMPLE_RATE);
        for (double onset : new double[] {0, 0.37, 1}) {
            Speaker speaker = new Speaker("en-us", "f2");
            Clip clip = Clip.place(sound, new Recipe(0, 0, speaker, 50, 150, -6, onset));
            assertEquals(16_000, clip.sound().length());
            assertEquals(-6, 20 * Math.log10(clip.sound().peak()), 0.01);
            assertNotEquals(0, clip.sound().sample(0, clip.onset()));
            assertEquals(0, clip.sound().slice(0, clip.onset()).peak());
            assertEquals(0, clip.sound().slice(clip.onset() + 4_000, 16_000).peak());
        }
    }

    @Test
    void silenceIsInaudibleAndLongWordsDoNotFit() {
        assertTrue(Clip.audiblePart(Audio.mono(new float[22_050], 22_050)).isEmpty());
        assertTrue(Clip.audiblePart(Audio.mono(new float[0], 22_050)).isEmpty());
        assertTrue(Clip.fits(Audio.mono(new float[15_000], 16_000)));
        assertFalse(Clip.fits(Audio.mono(new float[15_900], 16_000)));
    }

    @Test
    void silenceAroundAWordIsTrimmed() {
        float[] samples = new float[22_050];
        for (int i = 8_000; i < 12_000; i++) {
            samples[i] = (float) (0.5 * Math.sin(i * 0.2));
        }
        Audio word = Clip.audiblePart(Audio.mono(samples, 22_050)).orElseThrow();
        assertEquals(4_000 * 16_000.0 / 22_050, word.length(), 60);
    }
}
