package dev.phasewright.serve;

import dev.phasewright.collection.SoundCollection;
import dev.phasewright.model.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What was learned from a collection as a ZIP archive: the folder of a model, and how to use it. */
final class ModelArchive {
    private ModelArchive() {}

    /**
     * The bytes of the archive, some megabytes.
     *
     * @throws Refusal if nothing has been learned yet
     */
    static byte[] of(SoundCollection collection) throws IOException {
        Path model = collection
                .model()
                .orElseThrow(() -> new Refusal(Refusal.NOT_FOUND, "nothing has been learned from it yet"));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (String file : List.of(Checkpoint.DESCRIPTION, Checkpoint.WEIGHTS)) {
                zip.putNextEntry(new ZipEntry(collection.name() + "/" + file));
                Files.copy(model.resolve(file), zip);
            }
            zip.putNextEntry(new ZipEntry(collection.name() + "/README.txt"));
            zip.write(readMe(collection).getBytes(StandardCharsets.UTF_8));
        }
        return archive.toByteArray();
    }

    private static String readMe(SoundCollection of) {
        List<String> classes = List.copyOf(of.classes().keySet());
        return of.title() + "\n\nA model that Phasewright has learned from samples of: " + String.join(", ", classes)
                + ".\nUnpack it, and draw sounds with it:\n\n  phasewright generate "
                + (classes.isEmpty() ? "sound" : classes.get(0)) + " --model ./" + of.name() + "\n";
    }
}
