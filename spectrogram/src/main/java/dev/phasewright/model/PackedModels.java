package dev.phasewright.model;

import dev.phasewright.audio.file.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Models on the class path, as resources {@code META-INF/phasewright/models/<name>/…}. They are unpacked to a folder among
 * the temporary files when they are first asked for, once a process, and removed when it ends: that takes whatever jar
 * holds them, also one packed into another.
 */
final class PackedModels {
    private static final String ROOT = "META-INF/phasewright/models/";
    private static final Map<String, Path> UNPACKED = new HashMap<>();

    private PackedModels() {}

    /**
     * The directory of a model that is on the class path.
     *
     * @return null if there is none of that name
     * @throws IOException if it cannot be unpacked
     */
    static @Nullable Path find(String name) throws IOException {
        // A name, not a way out of the folder of models.
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            return null;
        }
        synchronized (UNPACKED) {
            Path known = UNPACKED.get(name);
            if (known == null) {
                known = unpack(name);
                if (known != null) {
                    UNPACKED.put(name, known);
                }
            }
            return known;
        }
    }

    private static @Nullable Path unpack(String name) throws IOException {
        try (InputStream description = resource(name, Checkpoint.DESCRIPTION);
                InputStream weights = resource(name, Checkpoint.WEIGHTS)) {
            if (description == null || weights == null) {
                return null;
            }
            Path temporary = TemporaryFiles.folder("");
            Path folder = Files.createDirectory(temporary.resolve(name));
            // Last registered, first deleted.
            temporary.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            copy(description, folder.resolve(Checkpoint.DESCRIPTION));
            copy(weights, folder.resolve(Checkpoint.WEIGHTS));
            return folder;
        }
    }

    private static void copy(InputStream resource, Path file) throws IOException {
        file.toFile().deleteOnExit();
        try {
            Files.copy(resource, file);
        } catch (IOException e) {
            throw TemporaryFiles.failure(e);
        }
    }

    private static @Nullable InputStream resource(String name, String file) {
        String path = ROOT + name + "/" + file;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        InputStream found = context == null ? null : context.getResourceAsStream(path);
        return found == null ? PackedModels.class.getResourceAsStream("/" + path) : found;
    }
}
