package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of other people's work holds all of it, and nothing that is gone. */
class ThirdPartyTest {
    private static final Pattern JAR = Pattern.compile("(.+?)-\\d.*\\.jar");
    private static final Pattern TEST_ONLY =
            Pattern.compile("(junit|archunit|opentest4j|apiguardian|surefire|byte-buddy|org\\.jacoco|jmh|jopt"
                    + "|selenium|dequeutilites|guava|failureaccess|listenablefuture|j2objc|opentelemetry"
                    + "|commons-lang3|jcl-over-slf4j|annotations).*");

    @Test
    void everyLibraryIsListed() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Matcher jar = JAR.matcher(Path.of(entry).getFileName().toString());
            if (jar.matches() && !jar.group(1).startsWith("phasewright")) {
                used.add(jar.group(1));
            }
        }
        used.removeIf(name -> TEST_ONLY.matcher(name).matches());

        Set<String> listed = Arrays.stream(Files.readString(Path.of("THIRD-PARTY.txt"))
                        .replaceFirst("(?s).*?\\n-{5}[^\\n]*\\n", "")
                        .replaceFirst("(?s)\\n\\n.*", "")
                        .split("\\n", -1))
                .map(line -> line.split(" ", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, listed);
    }
}
