package dev.phasewright.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corpora that are really spoken; needs eSpeak NG. */
class SpokenCorpusTest {
    private static final ProgressObserver UNWATCHED = ProgressObserver.NONE;

    @TempDir
    private Path folder;

    @BeforeAll
    static void eSpeakIsInstalled() {
        try {
            new EspeakNg("espeak-ng");
        } catch (IOException e) {
            Assumptions.abort("the corpus tests need eSpeak NG: " + e.getMessage());
        }
    }

    @Test
    void corpusIsCompleteBalancedAndOfExactLength() throws IOException {
        Path root = folder.resolve("digits");
        CorpusReport report = Corpora.digits(30, 5).make(root, false, 2, UNWATCHED);

        Map<String, Integer> clips = new HashMap<>();
        for (Path file : wavs(root)) {
            Audio clip = SoundFile.read(file);
            assertEquals(16_000, clip.length(), file.toString());
            assertEquals(16_000, clip.sampleRate());
            assertEquals(1, clip.channels());
            double peak = 20 * Math.log10(clip.peak());
            assertTrue(peak >= -15.01 && peak <= -0.99, file + " peaks at " + peak);
            clips.merge(root.relativize(file.getParent()).toString().replace('\\', '/'), 1, Integer::sum);
        }
        for (String digit : DigitPlan.DIGITS) {
            assertEquals(3, clips.get("train/" + digit));
            assertEquals(1, clips.get("validation/" + digit));
            assertEquals(1, clips.get("test/" + digit));
        }
        JsonNode json = new ObjectMapper().readTree(root.resolve("corpus.json").toFile());
        assertEquals(5, json.get("seed").asLong());
        assertEquals(report.fingerprint(), json.get("fingerprint").asText());
        assertTrue(json.get("engine").asText().startsWith("eSpeak NG 1."));
    }

    @Test
    void manifestNamesEveryClip() throws IOException {
        Path root = folder.resolve("digits");
        Corpora.digits(10, 5).make(root, false, 1, UNWATCHED);

        List<String> rows = Files.readAllLines(root.resolve("manifest.csv"));
        assertEquals("path,split,class,accent,variant,pitch,rate,level,onset,seed,sha256", rows.get(0));
        assertEquals(31, rows.size());
        for (String row : rows.subList(1, rows.size())) {
            String[] fields = row.split(",", -1);
            assertEquals(11, fields.length);
            assertTrue(Files.isRegularFile(root.resolve(fields[0])), fields[0]);
            Audio clip = SoundFile.read(root.resolve(fields[0]));
            int onset = Integer.parseInt(fields[8]);
            assertEquals(0, clip.slice(0, onset).peak());
            assertNotEquals(0, clip.slice(onset, onset + 16).peak());
        }
    }

    @Test
    void sameSeedGivesSameBytesWhateverTheThreads() throws IOException {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        CorpusReport first = Corpora.digits(20, 9).make(one, false, 1, UNWATCHED);
        CorpusReport second = Corpora.digits(20, 9).make(two, false, 4, UNWATCHED);

        assertEquals(first, second);
        assertEquals(wavs(one).size(), wavs(two).size());
        for (Path file : wavs(one)) {
            assertArrayEquals(
                    Files.readAllBytes(file), Files.readAllBytes(two.resolve(one.relativize(file))), file.toString());
        }
    }

    @Test
    void aLargerCorpusBeginsWithTheSmallerOne() throws IOException {
        Corpora.digits(10, 9).make(folder.resolve("ten"), false, 2, UNWATCHED);
        Corpora.digits(20, 9).make(folder.resolve("twenty"), false, 2, UNWATCHED);

        for (Path file : wavs(folder.resolve("ten/train"))) {
            Path same = folder.resolve("twenty/train")
                    .resolve(folder.resolve("ten/train").relativize(file));
            assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(same));
        }
    }

    @Test
    void everyLanguageIsSpokenInTheVoiceThatIsAskedFor() throws IOException {
        EspeakNg voice = new EspeakNg("espeak-ng");
        Set<String> languages = new TreeSet<>(Speaker.ACCENTS);
        for (Split split : Split.values()) {
            Language.of(split).forEach(language -> languages.add(language.name()));
        }
        for (String language : languages) {
            float[] linda =
                    voice.say("8", new Speaker(language, "linda"), 50, 150).channel(0);
            float[] gene =
                    voice.say("8", new Speaker(language, "Gene"), 50, 150).channel(0);
            assertNotEquals(FloatBuffer.wrap(linda), FloatBuffer.wrap(gene), language);
        }
    }

    /** What is said is compared before it is placed: at one pitch and rate all that differs is who speaks. */
    @Test
    void noWordOfTheTestIsOneThatIsLearnedFrom() throws IOException {
        EspeakNg voice = new EspeakNg("espeak-ng");
        SpeakerSplit speakers = SpeakerSplit.byVariant();
        Map<FloatBuffer, Split> heard = new HashMap<>();
        for (Split split : Split.values()) {
            for (Speaker speaker : speakers.of(split)) {
                // Two accents have many a word in common, where one voice says it: "three" is such a one.
                float[] word = voice.say("three", speaker, 50, 150).channel(0);
                Split before = heard.putIfAbsent(FloatBuffer.wrap(word), split);
                assertTrue(before == null || before == split, speaker + " of " + split + " is in " + before);
            }
        }
        assertTrue(heard.size() < 318 + 18 + 49, "no word is the same in two accents");
    }

    @Test
    void anOlderCorpusIsReplacedOnlyWhenAskedAndNothingElseEver() throws IOException {
        Path root = folder.resolve("digits");
        Corpora.digits(10, 1).make(root, false, 2, UNWATCHED);
        IOException refused =
                assertThrows(IOException.class, () -> Corpora.digits(10, 2).make(root, false, 2, UNWATCHED));
        assertTrue(refused.getMessage().contains("--force"), refused.getMessage());
        String before = Files.readString(root.resolve("manifest.csv"));
        Corpora.digits(10, 2).make(root, true, 2, UNWATCHED);
        assertNotEquals(before, Files.readString(root.resolve("manifest.csv")));

        Path diary = Files.createDirectory(folder.resolve("diary"));
        Files.writeString(diary.resolve("monday.txt"), "dear diary");
        assertThrows(IOException.class, () -> Corpora.digits(10, 2).make(diary, true, 2, UNWATCHED));
        assertEquals("dear diary", Files.readString(diary.resolve("monday.txt")));
    }

    @Test
    void aCorpusThatFailsHalfwayLeavesNothing() throws IOException {
        Path root = folder.resolve("digits");
        ProgressObserver brokenDisk = done -> {
            if (done == 5) {
                throw new IllegalStateException("full");
            }
        };

        assertThrows(IOException.class, () -> Corpora.digits(20, 1).make(root, false, 2, brokenDisk));

        assertFalse(Files.exists(root));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aMissingProgramIsToldWithTheLineThatInstallsIt() {
        IOException missing = assertThrows(IOException.class, () -> new EspeakNg("espeak-ng-is-not-here"));
        assertTrue(missing.getMessage().contains("install it with: "), missing.getMessage());
    }

    private static List<Path> wavs(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".wav")).sorted().toList();
        }
    }
}
