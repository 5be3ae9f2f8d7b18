package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What picocli does of itself: help, and words that begin with @. */
class HelpTest {
    /** The names of the commands that a help lists, indented by two spaces. */
    private static List<String> listed(String help) {
        int at = help.indexOf("Commands:");
        return at < 0
                ? List.of()
                : help.substring(at)
                        .lines()
                        .skip(1)
                        .takeWhile(line -> line.startsWith("  "))
                        .filter(line -> line.matches("  [a-z].*"))
                        .map(line -> line.strip().replaceAll("[ ,].*", ""))
                        .toList();
    }

    private static int helpOfAll(List<String> words) {
        Ran ran = Ran.phasewright(
                Stream.concat(words.stream(), Stream.of("--help")).toArray());
        assertEquals(0, ran.status(), words::toString);
        int commands = 1;
        for (String name : listed(ran.out())) {
            List<String> longer = new ArrayList<>(words);
            longer.add(name);
            commands += helpOfAll(longer);
        }
        return commands;
    }

    @Test
    void noHelpMakesPicocliWarn() {
        PrintStream before = System.err;
        ByteArrayOutputStream warned = new ByteArrayOutputStream();
        System.setErr(new PrintStream(warned, true, StandardCharsets.UTF_8));
        try {
            assertTrue(helpOfAll(List.of()) > 30, "all commands are listed");
        } finally {
            System.setErr(before);
        }
        assertEquals("", warned.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aWordThatBeginsWithAtIsAFileOfThatName(@TempDir Path folder) throws IOException {
        Path options = Files.writeString(folder.resolve("home.wav"), "--help");
        String word = "@" + options;
        Ran ran = Ran.phasewright("vocode", word, "-o", folder.resolve("copy.wav"));
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains(word), ran.err());
    }
}
