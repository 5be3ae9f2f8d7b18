package dev.phasewright.serve;

import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.web.ListeningResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Where the results of blind tests are kept, a file each, under names of the server's own. */
final class ResultFolder {
    private static final int NAME_CHARACTERS = 8;

    private final Path folder;
    private final int most;

    /**
     * A folder, made when the first result comes.
     *
     * @param most how many files it may hold
     */
    ResultFolder(Path folder, int most) {
        this.folder = folder;
        this.most = most;
    }

    /**
     * Keeps a result.
     *
     * @return the name of its file
     * @throws Refusal if it is none, or the folder is full
     * @throws IOException if it cannot be written
     */
    synchronized String keep(byte[] json) throws IOException {
        ListeningResult result;
        try {
            result = ListeningResult.parse(json);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, e.getMessage());
        }
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            if (files.count() >= most) {
                throw new Refusal(
                        Refusal.FORBIDDEN,
                        "the folder of results is full (" + most + "); its files must be moved away");
            }
        }
        String name = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "") + "-"
                + Token.draw().substring(0, NAME_CHARACTERS) + ".json";
        byte[] checked = result.json();
        AtomicFile.write(folder.resolve(name), out -> out.write(checked));
        return name;
    }
}
