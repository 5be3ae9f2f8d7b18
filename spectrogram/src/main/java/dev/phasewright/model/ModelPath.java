package dev.phasewright.model;

import dev.phasewright.audio.file.CanonicalName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where models are found by name: the folders of the system property {@value #PROPERTY}, then of the environment
 * variable {@value #VARIABLE} (each may name several, separated as the class path is), then {@code samples/models} of the
 * checkout that the working directory lies in, then the class path, where the artifacts {@code phasewright-model-…} are.
 */
public final class ModelPath {
    /** The system property that names folders of models. */
    public static final String PROPERTY = "phasewright.models";

    /** The environment variable that names folders of models. */
    public static final String VARIABLE = "PHASEWRIGHT_MODELS";

    private ModelPath() {}

    /**
     * The directory of a model. A folder of that name that holds none, such as a corpus, does not hide a known model.
     *
     * @param nameOrDirectory a model's name, or the path of its directory
     * @throws CheckpointException if there is none; the message lists where it was looked for and what is there
     * @throws IOException if a folder cannot be read
     */
    public static Path find(String nameOrDirectory) throws IOException {
        Optional<Path> known = known(nameOrDirectory);
        if (known.isPresent()) {
            return known.get();
        }
        if (Files.isDirectory(Path.of(nameOrDirectory))) {
            throw new CheckpointException(
                    nameOrDirectory + ": not a model directory (no " + Checkpoint.DESCRIPTION + " in it)");
        }
        List<Path> folders = folders();
        throw new CheckpointException("no model \"" + nameOrDirectory + "\": "
                + (folders.isEmpty()
                        ? "it is not on the class path (is phasewright-model-" + nameOrDirectory
                                + " there?) and no folder of models is known; set " + VARIABLE + " to one"
                        : "in " + listed(folders) + " there are " + names(folders)));
    }

    /**
     * The directory of a model that need not be there.
     *
     * @param nameOrDirectory as of {@link #find}
     * @throws IOException if a folder cannot be read
     */
    public static Optional<Path> known(String nameOrDirectory) throws IOException {
        Path direct = Path.of(nameOrDirectory);
        if (isModel(direct)) {
            return Optional.of(direct);
        }
        List<Path> folders = folders();
        for (Path folder : folders) {
            Path model = folder.resolve(nameOrDirectory);
            if (isModel(model)) {
                return Optional.of(model);
            }
        }
        for (Path folder : folders) {
            for (Path model : models(folder)) {
                String name = model.getFileName().toString();
                if (CanonicalName.of(name).equals(CanonicalName.of(nameOrDirectory))) {
                    return Optional.of(model);
                }
            }
        }
        return Optional.ofNullable(PackedModels.find(nameOrDirectory));
    }

    /**
     * The directories of all models that can be found by name, of all kinds, in the order of their names. Of two of the same
     * name there is the one that {@link #find} finds.
     *
     * @throws IOException if a folder cannot be read
     */
    public static List<Path> all() throws IOException {
        TreeMap<String, Path> models = new TreeMap<>();
        for (Path folder : folders()) {
            models(folder)
                    .forEach(model -> models.putIfAbsent(model.getFileName().toString(), model));
        }
        return List.copyOf(models.values());
    }

    private static List<Path> models(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(ModelPath::isModel).toList();
        }
    }

    private static boolean isModel(Path directory) {
        return Files.isRegularFile(directory.resolve(Checkpoint.DESCRIPTION));
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        addAll(folders, System.getProperty(PROPERTY));
        addAll(folders, System.getenv(VARIABLE));
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path models = at.resolve("samples").resolve("models");
            if (Files.isDirectory(models)) {
                folders.add(models);
                break;
            }
        }
        return folders;
    }

    private static void addAll(List<Path> folders, String list) {
        if (list == null) {
            return;
        }
        // A folder's own name may have a separator in it.
        boolean one = Files.isDirectory(Path.of(list));
        for (String folder : one ? new String[] {list} : list.split(java.io.File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                folders.add(Path.of(folder));
            }
        }
    }

    private static String listed(List<Path> folders) {
        return String.join(", ", folders.stream().map(Path::toString).toList());
    }

    private static String names(List<Path> folders) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Path folder : folders) {
            models(folder).forEach(model -> names.add(model.getFileName().toString()));
        }
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
