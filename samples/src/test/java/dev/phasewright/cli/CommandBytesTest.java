package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands of commands.txt that need no network write the bytes that they always have, on any Java. The sums in
 * commands.sha256 are as {@code sha256sum} writes them; where other bytes are meant, the failure shows the new ones. All
 * the other commands are held against an earlier build by run-commands.sh.
 */
class CommandBytesTest {
    /** In the order in which they are to run: noise is swapped with speech. */
    private static final List<String> NAMES = List.of(
            "randomize",
            "randomize-band",
            "randomize-whole",
            "only",
            "only-short",
            "stretch",
            "signal-noise",
            "signal-schroeder",
            "signal-chirp",
            "swap",
            "swap-windows",
            "reconstruct-zero",
            "vocode-gl",
            "vocode-pghi",
            "vocode-several",
            "vocode-random",
            "corpus-edges");

    private static final Pattern BLANK = Pattern.compile("\\s+");

    @TempDir
    private Path folder;

    @Test
    void commandsWithoutANetworkWriteTheBytesTheyAlwaysHave() throws IOException {
        List<List<String>> commands = resource("commands.txt")
                .lines()
                .map(line -> List.of(BLANK.split(line)))
                .toList();
        try (DirectoryStream<Path> sounds = Files.newDirectoryStream(Path.of("audio"), "*.wav")) {
            for (Path sound : sounds) {
                Files.copy(sound, folder.resolve(sound.getFileName()));
            }
        }
        List<String> given = files();

        for (String name : NAMES) {
            List<String> words = commands.stream()
                    .filter(command -> command.get(0).equals(name))
                    .findFirst()
                    .orElseThrow();
            Ran ran = Ran.phasewright(inFolder(words.subList(1, words.size())));
            assertEquals(0, ran.status(), name + ": " + ran.err());
        }

        StringBuilder sums = new StringBuilder();
        for (String file : files()) {
            if (!given.contains(file)) {
                sums.append(sha256(folder.resolve(file)))
                        .append("  ")
                        .append(file)
                        .append('\n');
            }
        }
        assertEquals(resource("commands.sha256"), sums.toString());
    }

    /** The words with all files among them in {@link #folder}, since a process has but one working directory. */
    private Object[] inFolder(List<String> words) {
        List<Object> all = new ArrayList<>();
        for (String word : words) {
            String before = all.isEmpty() ? "" : all.get(all.size() - 1).toString();
            boolean isFile = word.endsWith(".wav") || before.equals("-o") || before.equals("--out");
            all.add(isFile ? folder.resolve(word) : word);
        }
        return all.toArray();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = CommandBytesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
