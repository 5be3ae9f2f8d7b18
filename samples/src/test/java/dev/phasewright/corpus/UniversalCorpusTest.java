package dev.phasewright.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Voices and instruments that really sound; needs eSpeak NG and Flite, or FluidSynth and its font. */
class UniversalCorpusTest {
    private static final ProgressObserver UNWATCHED = ProgressObserver.NONE;

    @TempDir
    private Path folder;

    @Test
    void voicesAreReproducibleAndKeepTheirParts() throws IOException {
        try {
            new EspeakNg("espeak-ng");
            new Flite("flite", folder);
        } catch (IOException e) {
            Assumptions.abort("this test needs eSpeak NG and Flite: " + e.getMessage());
        }
        Path root = folder.resolve("voices");
        CorpusReport report = Corpora.voices(6, 5).make(root, false, 2, UNWATCHED);

        List<String[]> rows =
                check(root, "path,split,class,engine,language,voice,pitch,rate,level,seconds,seed,sha256");
        assertEquals(6 + 3 + 3, rows.size());
        for (String[] row : rows) {
            double seconds = Double.parseDouble(row[9]);
            assertTrue(seconds >= 1.5 && seconds <= 4, row[0]);
            JsonNode heard = report(root).get("flite".equals(row[3]) ? "flite" : "variants");
            assertTrue(heard.get(row[1]).toString().contains("\"" + row[5] + "\""), row[5] + " speaks in " + row[1]);
        }
        assertEquals(4, rows.stream().filter(r -> "flite".equals(r[3])).count());
        assertEquals(report, Corpora.voices(6, 5).make(folder.resolve("again"), false, 1, UNWATCHED));
    }

    @Test
    void instrumentsAreReproducibleAndKeepTheirParts() throws IOException {
        try {
            new FluidSynth("fluidsynth", Corpora.DEBIAN_FONT, folder, Corpora.SPEECH_RATE);
        } catch (IOException e) {
            Assumptions.abort("this test needs FluidSynth and a font: " + e.getMessage());
        }
        Path root = folder.resolve("instruments");
        Corpus corpus = Corpora.instruments(8, 5, Corpora.DEBIAN_FONT, Corpora.SPEECH_RATE);
        CorpusReport report = corpus.make(root, false, 2, UNWATCHED);

        List<String[]> rows = check(root, "path,split,class,programs,hall,level,seconds,seed,sha256");
        assertEquals(8 + 4 + 4, rows.size());
        Set<String> kinds = new HashSet<>();
        for (String[] row : rows) {
            kinds.add(row[1] + "/" + row[2]);
            JsonNode heard = report(root).get("drums".equals(row[2]) ? "kits" : "programs");
            for (String program : row[3].replace("kit", "").split("\\+", -1)) {
                assertTrue(heard.get(row[1]).toString().contains("\"" + program + "\""), row[0]);
            }
        }
        assertEquals(12, kinds.size());
        assertEquals(report, corpus.make(folder.resolve("again"), false, 1, UNWATCHED));
    }

    @Test
    void instrumentsOfTheWholeBandAreTheSamePieces() throws IOException {
        try {
            new FluidSynth("fluidsynth", Corpora.DEBIAN_FONT, folder, Corpora.WHOLE_BAND_RATE);
        } catch (IOException e) {
            Assumptions.abort("this test needs FluidSynth and a font: " + e.getMessage());
        }
        CorpusReport report = Corpora.instruments(4, 5, Corpora.DEBIAN_FONT, Corpora.WHOLE_BAND_RATE)
                .make(folder.resolve("wide"), false, 2, UNWATCHED);
        Corpora.instruments(4, 5, Corpora.DEBIAN_FONT, Corpora.SPEECH_RATE)
                .make(folder.resolve("narrow"), false, 2, UNWATCHED);

        assertEquals(44_100, report.sampleRate());
        List<String> wide = Files.readAllLines(folder.resolve("wide/manifest.csv"));
        List<String> narrow = Files.readAllLines(folder.resolve("narrow/manifest.csv"));
        for (int i = 1; i < wide.size(); i++) {
            List<String> cells = List.of(wide.get(i).split(",", -1));
            // All but the length, which is rounded to samples, and the digest.
            assertEquals(
                    cells.subList(0, 6), List.of(narrow.get(i).split(",", -1)).subList(0, 6));
            assertEquals(
                    44_100,
                    SoundFile.read(folder.resolve("wide").resolve(cells.get(0))).sampleRate());
        }
        assertThrows(IllegalArgumentException.class, () -> Corpora.testSignals(7, 1, 8000));
    }

    /** Checks that the manifest names every clip, and each clip's format and level; returns its rows. */
    private static List<String[]> check(Path root, String header) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve("manifest.csv"));
        assertEquals(header, lines.get(0));
        List<String[]> rows = lines.stream().skip(1).map(l -> l.split(",", -1)).toList();
        List<String> columns = List.of(header.split(",", -1));
        Set<Path> named = new HashSet<>();
        for (String[] row : rows) {
            assertEquals(columns.size(), row.length);
            Audio clip = SoundFile.read(root.resolve(row[0]));
            assertEquals(16_000, clip.sampleRate());
            assertEquals(1, clip.channels());
            assertEquals(Double.parseDouble(row[columns.indexOf("seconds")]), clip.seconds(), 0.001);
            double level = Double.parseDouble(row[columns.indexOf("level")]);
            assertEquals(level, 20 * Math.log10(clip.peak()), 0.01, row[0]);
            named.add(root.resolve(row[0]));
        }
        try (Stream<Path> files = Files.walk(root)) {
            assertEquals(
                    named,
                    new HashSet<>(
                            files.filter(f -> f.toString().endsWith(".wav")).toList()));
        }
        assertFalse(Files.exists(root.resolve(".scratch")));
        return rows;
    }

    private static JsonNode report(Path root) throws IOException {
        return new ObjectMapper().readTree(root.resolve("corpus.json").toFile());
    }

    @Test
    void missingProgramsAreToldWithTheLineThatInstallsThem() {
        IOException flite = assertThrows(IOException.class, () -> new Flite("flite-is-not-here", folder));
        assertTrue(flite.getMessage().contains("not installed; install it with: "), flite.getMessage());
        IOException synth = assertThrows(
                IOException.class,
                () -> new FluidSynth("fluidsynth-is-not-here", folder.resolve("a.sf2"), folder, Corpora.SPEECH_RATE));
        assertTrue(synth.getMessage().contains("not installed; install it with: "), synth.getMessage());
    }

    @Test
    void aFontThatIsMissingOrNoneIsRefused() throws IOException {
        try {
            new Program("fluidsynth", new Program.Installation("", "", "")).about("--version");
        } catch (IOException e) {
            Assumptions.abort("this test needs FluidSynth");
        }
        Path font = folder.resolve("font.sf2");
        IOException missing = assertThrows(IOException.class, () -> make(font));
        assertTrue(missing.getMessage().startsWith(font + ": no such sound font; "), missing.getMessage());
        assertTrue(missing.getMessage().contains("apt install fluid-soundfont-gm"), missing.getMessage());
        Files.writeString(font, "not a font");
        IOException none = assertThrows(IOException.class, () -> make(font));
        assertTrue(none.getMessage().startsWith(font + ": not a SoundFont 2 file"), none.getMessage());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    private void make(Path font) throws IOException {
        Corpora.instruments(4, 1, font, Corpora.SPEECH_RATE).make(folder.resolve("out"), false, 1, UNWATCHED);
    }
}
