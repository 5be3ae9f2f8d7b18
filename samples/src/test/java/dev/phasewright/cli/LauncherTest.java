package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with a Java and a Maven that only write down how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAVA =
            """
            #!/bin/sh
            echo "$@" >>"$CALLS/java"
            echo "${LC_ALL:-}" >>"$CALLS/locale"
            for word in "$@"; do
              case $word in -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}" ;; esac
            done
            """;
    private static final String MAVEN =
            """
            #!/bin/sh
            pwd >>"$CALLS/mvn"
            mkdir -p samples/target
            echo jar >samples/target/phasewright.jar
            """;

    @TempDir
    Path folder;

    private Path bin;
    private Path calls;

    @BeforeEach
    void fakePrograms() throws IOException {
        bin = Files.createDirectories(folder.resolve("jdk/bin"));
        calls = Files.createDirectory(folder.resolve("calls"));
        program("java", JAVA);
        program("mvn", MAVEN);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private Path checkout(String name) throws IOException {
        Path root = folder.resolve(name);
        for (String module : List.of("audio-core", "spectrogram", "vocoder", "samples")) {
            Path source = Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(source.resolve("A.java"), "class A {}");
            Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
        }
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Path launcher = root.resolve("samples/phasewright");
        Files.copy(Path.of("phasewright"), launcher);
        assertTrue(launcher.toFile().setExecutable(true));
        return root;
    }

    private record Ended(int status, String said) {}

    private Ended start(Path root, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        root.resolve("samples/phasewright").toString(), "info", "a.wav")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment()
                .putAll(new HashMap<>(Map.of(
                        "PATH",
                        bin + ":/usr/bin:/bin",
                        "JAVA_HOME",
                        folder.resolve("jdk").toString(),
                        "CALLS",
                        calls.toString())));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        return new Ended(process.exitValue(), said);
    }

    private List<String> calls(String program) throws IOException {
        Path file = calls.resolve(program);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    @Test
    void buildsOnceAndPassesArgumentsOn() throws Exception {
        Path root = checkout("clone");
        assertEquals(0, start(root, Map.of()).status());
        assertEquals(0, start(root, Map.of()).status());
        assertEquals(List.of(root.toRealPath().toString()), calls("mvn"));
        List<String> starts = calls("java");
        assertTrue(starts.get(starts.size() - 1).endsWith("phasewright.jar info a.wav"), starts::toString);
    }

    @Test
    void anExportedCdpathChangesNothing() throws Exception {
        Path root = checkout("clone");
        Files.createDirectories(folder.resolve("elsewhere/clone/samples"));
        Ended ended = start(root, Map.of("CDPATH", folder.resolve("elsewhere") + ":" + folder));
        assertEquals(0, ended.status(), ended.said());
        assertEquals(List.of(root.toRealPath().toString()), calls("mvn"));
    }

    @Test
    void aCopyWithNewTimesIsNotBuiltAgainAndAChangedOneIs() throws Exception {
        Path root = checkout("clone");
        start(root, Map.of());
        Path copied = folder.resolve("copy");
        copy(root, copied);
        Path source = copied.resolve("vocoder/src/main/java/A.java");
        FileTime later = FileTime.from(Instant.now().plusSeconds(10));
        Files.setLastModifiedTime(source, later);
        assertEquals(0, start(copied, Map.of()).status());
        assertEquals(1, calls("mvn").size(), "the same contents");

        Files.writeString(source, "class A { int b; }");
        Files.setLastModifiedTime(source, later);
        assertEquals(0, start(copied, Map.of()).status());
        assertEquals(2, calls("mvn").size(), "other contents");
    }

    @Test
    void whereNothingMayBeWrittenItSaysSoInOneLine() throws Exception {
        Path root = checkout("clone");
        Files.writeString(root.resolve("samples/target"), "no folder");
        Ended ended = start(root, Map.of());
        assertEquals(1, ended.status());
        assertEquals(1, ended.said().lines().count(), ended.said());
        assertTrue(ended.said().startsWith("phasewright: ") && ended.said().contains("samples/target"), ended.said());
    }

    @Test
    void namesOfFilesAreUtf8InTheCLocaleAndLocalesOfUtf8StayWhatTheyAre() throws Exception {
        Path root = checkout("clone");
        start(root, Map.of("LC_ALL", "C"));
        start(root, Map.of("LANG", "POSIX"));
        start(root, Map.of());
        start(root, Map.of("LC_ALL", "de_DE.UTF-8"));
        List<String> locales = calls("locale");
        // The archive's start is the first.
        assertEquals(
                List.of("C.UTF-8", "C.UTF-8", "C.UTF-8", "de_DE.UTF-8"),
                locales.subList(locales.size() - 4, locales.size()));
    }

    @Test
    void theArchiveIsMadeByInterpretingAndUsedByOtherStarts() throws Exception {
        Path root = checkout("clone");
        start(root, Map.of());
        start(root, Map.of());
        List<String> starts = calls("java");
        assertEquals(3, starts.size());
        assertTrue(starts.get(0).contains("-Xint -XX:ArchiveClassesAtExit="), starts::toString);
        assertFalse(starts.get(2).contains("-Xint"), starts::toString);
        assertTrue(starts.get(2).contains("-XX:SharedArchiveFile="), starts::toString);
    }

    @Test
    void aColonInThePathLeavesTheArchiveOut() throws Exception {
        Path root = checkout("clone:of:mine");
        Ended ended = start(root, Map.of());
        assertEquals(0, ended.status(), ended.said());
        assertEquals(1, calls("java").size());
        assertFalse(calls("java").get(0).contains("SharedArchiveFile"));
    }
}
