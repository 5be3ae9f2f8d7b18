package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "corpus --help",
                "corpus digits --help",
                "corpus voices --help",
                "corpus instruments --help",
                "corpus edges --help",
                "info --help",
                "spectrogram --help",
                "generate --help",
                "play --help",
                "vocode --help",
                "phase --help",
                "phase randomize --help",
                "phase swap --help",
                "phase only --help",
                "phase reconstruct --help",
                "phase stretch --help",
                "phase sweep --help",
                "phase signal --help",
                "train --help",
                "train vocoder --help",
                "train judge --help",
                "study --help",
                "study spec --help",
                "bench --help"
            })
    void helpGoesToStdoutAndHasExamples(String words) {
        Ran ran = Ran.phasewright((Object[]) words.split(" ", -1));

        assertEquals(0, ran.status());
        assertEquals("", ran.err());
        assertTrue(ran.out().contains("Example"), ran.out());
        assertTrue(ran.out().lines().allMatch(l -> l.length() <= 80), ran.out());
        assertTrue(
                ran.out()
                        .contains("  phasewright " + words.replace("--help", "").strip()),
                ran.out());
    }

    @Test
    void versionNamesProgramAndJava() {
        Ran ran = Ran.phasewright("--version");

        assertEquals(0, ran.status());
        assertTrue(ran.out().startsWith("phasewright "), ran.out());
        assertTrue(ran.out().contains("Java " + System.getProperty("java.version")), ran.out());
    }

    @Test
    void unknownCommandIsAUsageErrorWithASuggestion() {
        Ran ran = Ran.phasewright("spectogram", "a.wav");

        assertEquals(2, ran.status());
        assertEquals("", ran.out());
        assertTrue(ran.err().startsWith("phasewright: there is no command \"spectogram\""), ran.err());
        assertTrue(ran.err().contains("spectrogram"), ran.err());
    }

    @Test
    void noCommandIsAUsageErrorThatTellsWhatThereIs() {
        for (Ran ran : new Ran[] {
            Ran.phasewright(), Ran.phasewright("corpus"), Ran.phasewright("phase"), Ran.phasewright("study")
        }) {
            assertEquals(2, ran.status());
            assertEquals("", ran.out());
            assertTrue(ran.err().contains("Usage: phasewright") && ran.err().contains("Commands:"), ran.err());
        }
    }

    @Test
    void unknownOptionIsAUsageErrorThatPointsToTheCommandsOwnHelp() {
        Ran ran = Ran.phasewright("info", "--nosuch", "a.wav");

        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("'--nosuch'"), ran.err());
        assertTrue(ran.err().contains("phasewright info --help"), ran.err());
    }

    @Test
    void failuresShowAStackTraceOnlyWhenVerbose() {
        Path missing = folder.resolve("missing.wav");
        Ran quiet = Ran.phasewright("spectrogram", missing, "-o", folder.resolve("a.png"));
        Ran verbose = Ran.phasewright("spectrogram", missing, "-o", folder.resolve("a.png"), "--verbose");

        assertEquals(1, quiet.status());
        assertEquals(1, quiet.err().lines().count(), quiet.err());
        assertTrue(quiet.err().startsWith("phasewright: ") && quiet.err().contains(missing.toString()), quiet.err());
        assertFalse(quiet.err().contains("\tat "), quiet.err());
        assertTrue(verbose.err().contains("\tat dev.phasewright."), verbose.err());
    }

    @Test
    void completionIsAShellScriptThatKnowsTheCommands() {
        Ran ran = Ran.phasewright("completion");

        assertEquals(0, ran.status());
        assertTrue(ran.out().startsWith("#!"), ran.out());
        assertTrue(ran.out().contains("spectrogram")
                && ran.out().contains("vocode")
                && ran.out().contains("--size"));
    }
}
