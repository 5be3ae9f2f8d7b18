package dev.phasewright.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test signals, which need no program. */
class TestSignalCorpusTest {
    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    @Test
    void signalsAreFiniteAndAudibleUnlessTheyAreSilence() {
        for (TestSignal kind : TestSignal.values()) {
            Set<String> shapes = new HashSet<>();
            for (int seed = 0; seed < 30; seed++) {
                TestSignal.Signal signal = kind.draw(Draws.forClip(seed, Split.TRAIN, 0, 0), RATE, RATE);
                shapes.add(signal.shape());
                // Audio refuses what is not finite.
                double peak = signal.audio(RATE).peak();
                assertTrue(peak > 0.1 || signal.shape().equals("digital"), kind + " " + signal.shape());
            }
            assertTrue(shapes.size() >= 2, kind + " is always " + shapes);
        }
    }

    @Test
    void noiseHasItsColour() {
        // Decibels an octave.
        assertEquals(0, slope("white"), 0.4);
        assertEquals(-3, slope("pink"), 0.5);
        assertEquals(-6, slope("brown"), 0.6);
        assertEquals(3, slope("blue"), 0.7);
        assertEquals(6, slope("violet"), 0.7);
    }

    /** How much more power density there is at 2 kHz than at 500 Hz, in decibels an octave. */
    private static double slope(String colour) {
        double[] noise = Noise.of(colour, new Draws(4), 200_000);
        return (power(noise, 2_000) - power(noise, 500)) / 2;
    }

    private static double power(double[] noise, double hertz) {
        int block = 512;
        double sum = 0;
        for (int start = 0; start + block <= noise.length; start += block) {
            double re = 0;
            double im = 0;
            for (int i = 0; i < block; i++) {
                double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / block);
                re += noise[start + i] * window * Math.cos(2 * Math.PI * hertz * i / RATE);
                im += noise[start + i] * window * Math.sin(2 * Math.PI * hertz * i / RATE);
            }
            sum += re * re + im * im;
        }
        return 10 * Math.log10(sum);
    }

    @Test
    void corpusIsCompleteInRangeAndNamedInItsManifest() throws IOException {
        Path root = folder.resolve("edges");
        CorpusReport report =
                Corpora.testSignals(14, 5, Corpora.SPEECH_RATE).make(root, false, 2, ProgressObserver.NONE);

        List<String> rows = Files.readAllLines(root.resolve("manifest.csv"));
        assertEquals("path,split,class,shape,level,seed,sha256", rows.get(0));
        Set<String> named = new TreeSet<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] fields = row.split(",", -1);
            assertEquals(7, fields.length);
            assertTrue(fields[0].startsWith(fields[1] + "/" + fields[2] + "/"), row);
            Audio clip = SoundFile.read(root.resolve(fields[0]));
            assertEquals(2 * RATE, clip.length());
            assertEquals(RATE, clip.sampleRate());
            assertEquals(1, clip.channels());
            assertTrue(clip.peak() < 0.9, row);
            named.add(fields[0]);
        }
        assertEquals(28, named.size());
        assertEquals(named, wavs(root));
        assertEquals(14, report.clips().get("train"));
        assertFalse(Files.readString(root.resolve("corpus.json")).contains("cast"));
        try (Stream<Path> left = Files.list(root)) {
            assertEquals(
                    Set.of("corpus.json", "manifest.csv", "train", "validation", "test"),
                    new HashSet<>(left.map(f -> f.getFileName().toString()).toList()));
        }
    }

    @Test
    void sameSeedGivesSameBytesWhateverTheThreads() throws IOException {
        CorpusReport one = Corpora.testSignals(14, 9, Corpora.SPEECH_RATE)
                .make(folder.resolve("one"), false, 1, ProgressObserver.NONE);
        CorpusReport two = Corpora.testSignals(14, 9, Corpora.SPEECH_RATE)
                .make(folder.resolve("two"), false, 3, ProgressObserver.NONE);

        assertEquals(one, two);
        for (String file : wavs(folder.resolve("one"))) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("one").resolve(file)),
                    Files.readAllBytes(folder.resolve("two").resolve(file)));
        }
    }

    private static Set<String> wavs(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return new TreeSet<>(files.filter(f -> f.toString().endsWith(".wav"))
                    .map(f -> root.relativize(f).toString().replace('\\', '/'))
                    .toList());
        }
    }
}
