package dev.phasewright.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Ran;
import dev.phasewright.web.ListeningResult.Kind;
import dev.phasewright.web.ListeningResult.Rating;
import dev.phasewright.web.ListeningResult.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningReportTest {
    private static final String TIME = "2026-01-31T10:00:00Z";

    @TempDir
    private Path folder;

    private static ListeningResult abx(String listener, int correct, int trials) {
        List<Trial> all = new ArrayList<>();
        for (int i = 1; i <= trials; i++) {
            all.add(new Trial(i, "speech", "B", i <= correct ? "B" : "A", 3));
        }
        return new ListeningResult(
                ListeningResult.SCHEMA,
                Kind.ABX,
                "network-speech",
                listener,
                7,
                TIME,
                TIME,
                List.of("a", "b"),
                all,
                List.of());
    }

    private static ListeningResult mushra(String listener, int reference, int other) {
        List<Rating> ratings = new ArrayList<>();
        for (String item : List.of("speech", "note")) {
            ratings.add(new Rating(item, "reference", 1, reference));
            ratings.add(new Rating(item, "network", 2, other));
        }
        return new ListeningResult(
                ListeningResult.SCHEMA,
                Kind.MUSHRA,
                "vocoders",
                listener,
                7,
                TIME,
                TIME,
                List.of("reference", "network"),
                List.of(),
                ratings);
    }

    private Path write(String name, ListeningResult result) throws IOException {
        return Files.write(folder.resolve(name), result.json());
    }

    @Test
    void answersWithoutListeningAreLeftOutUnlessAskedFor() throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            trials.add(new Trial(i, "speech", "B", "B", 0.2, i <= 8));
        }
        ListeningResult given = abx("anna", 12, 12);
        ListeningResult noted = new ListeningResult(
                given.schema(),
                given.kind(),
                given.test(),
                "ben",
                given.seed(),
                TIME,
                TIME,
                given.conditions(),
                trials,
                List.of());
        List<Path> files = List.of(write("a.json", given), write("b.json", noted));

        ListeningReport report = ListeningReport.read(files);
        assertEquals(12, report.abx().get(0).trials(), "an older result, which notes nothing, counts");
        assertEquals(8, report.abx().get(1).trials());
        assertEquals(20, report.abx().get(2).trials());
        assertTrue(report.tables().contains("network-speech, ben, " + TIME + ": 4 of 12"), report.tables());
        assertEquals(24, ListeningReport.read(files, true).abx().get(2).trials());

        Ran ran = Ran.phasewright("listen-report", folder);
        assertEquals(0, ran.status(), ran.err());
        assertEquals(report.tables(), ran.out());
        Ran all = Ran.phasewright("listen-report", folder, "--all-answers");
        assertEquals(0, all.status(), all.err());
        assertEquals(ListeningReport.read(files, true).tables(), all.out());
        assertFalse(all.out().contains("4 of 12"), all.out());
    }

    @Test
    void trialsOfSeveralListenersAreCountedTogether() {
        ListeningReport report = ListeningReport.of(List.of(abx("anna", 10, 12), abx("ben", 6, 12)));
        assertEquals(3, report.abx().size());
        ListeningReport.AbxRow all = report.abx().get(2);
        assertEquals(16, all.correct());
        assertEquals(24, all.trials());
        // python3 -c "from scipy.stats import binomtest as b; print(b(16,24,.5,'greater').pvalue)"
        assertEquals(0.07579481601715088, all.pValue(), 1e-12);
        assertEquals(0.019287109375, report.abx().get(0).pValue(), 1e-12);
    }

    @Test
    void whoMissesTheHiddenReferenceIsLeftOutAndNamed() {
        ListeningReport report =
                ListeningReport.of(List.of(mushra("anna", 100, 60), mushra("ben", 98, 70), mushra("cleo", 40, 100)));
        assertEquals(1, report.screenedOut().size());
        assertTrue(report.screenedOut().get(0).contains("cleo"));
        ListeningReport.MushraRow network = report.mushra().get(1);
        assertEquals("network", network.condition());
        assertEquals(2, network.sessions());
        assertEquals(65, network.mean(), 1e-12);
    }

    @Test
    void aResultSurvivesItsJson() throws IOException {
        ListeningResult result = mushra("anna", 100, 60);
        assertEquals(result, ListeningResult.parse(result.json()));
        assertEquals(abx("Zoë \"z\"", 1, 2), ListeningResult.read(write("a.json", abx("Zoë \"z\"", 1, 2))));
    }

    @Test
    void theCommandPoolsFilesAndFolders() throws IOException {
        write("anna.json", abx("anna", 10, 12));
        Path other = Files.createDirectory(folder.resolve("more"));
        Files.write(other.resolve("ben.json"), abx("ben", 6, 12).json());
        Files.writeString(other.resolve("ben.csv"), "kind,test\n");
        Path json = folder.resolve("report.json");
        Ran ran = Ran.phasewright("listen-report", folder.resolve("anna.json"), other, "--json", json);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("16/24"), ran.out());
        assertTrue(ran.out().contains("0.0758"), ran.out());
        assertTrue(Files.readString(json).contains("\"trials\" : 24"), Files.readString(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind,test,listener\r\nabx,x,anna\r\n",
                "",
                "[]",
                "{\"schema\": \"something else\"}",
                "{\"schema\": \"phasewright listening result 1\"}",
                "{\"schema\": \"phasewright listening result 1\", \"kind\": \"abx\", \"test\": \"t\", \"listener\": \"\", "
                        + "\"seed\": 1, \"started\": \"2026-01-31T10:00:00Z\", \"finished\": \"2026-01-31T10:00:00Z\", "
                        + "\"conditions\": [\"a\", \"b\"], \"trials\": [], \"ratings\": []}",
            })
    void whatIsNoResultIsRefusedInOneLineThatNamesIt(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), content);
        Ran ran = Ran.phasewright("listen-report", file);
        assertEquals(1, ran.status());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(file.toString()), ran.err());
        assertFalse(ran.err().contains("defect"), ran.err());
    }

    @Test
    void noFileAtAllAndAnEmptyFolderAreRefused() {
        assertEquals(2, Ran.phasewright("listen-report").status());
        Ran ran = Ran.phasewright("listen-report", folder);
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("holds no results"), ran.err());
        assertEquals(
                1, Ran.phasewright("listen-report", folder.resolve("none.json")).status());
    }

    @Test
    void hostileValuesAreRefused() {
        String good = new String(abx("anna", 1, 2).json(), StandardCharsets.UTF_8);
        for (String[] change : new String[][] {
            {"\"seed\" : 7", "\"seed\" : -1"},
            {"\"seed\" : 7", "\"seed\" : null"},
            {"\"listener\" : \"anna\"", "\"listener\" : \"" + "a".repeat(41) + "\""},
            {"\"listener\" : \"anna\"", "\"listener\" : \"a\\u0000b\""},
            {"\"test\" : \"network-speech\"", "\"test\" : \"../../etc/passwd\""},
            {"\"x\" : \"B\"", "\"x\" : \"C\""},
            {TIME, "yesterday"},
            {"\"number\" : 1", "\"number\" : 0"},
        }) {
            String bad = good.replace(change[0], change[1]);
            assertFalse(bad.equals(good), change[0]);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ListeningResult.parse(bad.getBytes(StandardCharsets.UTF_8)),
                    change[1]);
        }
    }
}
