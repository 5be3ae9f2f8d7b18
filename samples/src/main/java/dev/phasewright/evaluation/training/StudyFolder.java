package dev.phasewright.evaluation.training;

import dev.phasewright.model.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in which a study keeps what it has done, so that it can be stopped and gone on with. */
public final class StudyFolder {
    private static final String SETTINGS = "study.json";

    private StudyFolder() {}

    /**
     * Makes a folder for a study of such settings; what was begun under others is not gone on with.
     *
     * @param settings a record
     * @throws IOException if the folder holds a study of other settings, or cannot be written
     */
    public static void require(Object settings, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(SETTINGS);
        if (!Files.exists(file)) {
            JsonFile.write(file, settings);
        } else if (!JsonFile.read(file, settings.getClass()).equals(settings)) {
            throw new IOException(folder + ": holds a study of other settings (" + SETTINGS + "); name another --out");
        }
    }
}
