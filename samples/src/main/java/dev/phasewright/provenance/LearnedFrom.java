package dev.phasewright.provenance;

import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recordings that a model learned from, and what their corpus's manifest says of each.
 *
 * @param folder the corpus
 * @param recordings those in its folder {@code train}, or all if it is not divided
 * @param facts of each recording that has a row in the manifest, its cells by their columns' names
 */
public record LearnedFrom(Path folder, Recordings recordings, Map<Recordings.Item, Map<String, String>> facts) {
    private static final String TRAIN = "train";

    /** What a model's origin says of one corpus: its name is that of a folder, wherever it was. */
    private static final Pattern CORPUS = Pattern.compile("([^/\\\\]+), \\d+ clips, fingerprint \\w+");

    /** Copies the map. */
    public LearnedFrom {
        facts = Map.copyOf(facts);
    }

    /**
     * Finds the recordings of a corpus.
     *
     * @throws dev.phasewright.data.RecordingsException if there are none, or the manifest is damaged
     * @throws IOException if the folder cannot be read
     */
    public static LearnedFrom in(Path folder) throws IOException {
        Recordings recordings =
                Files.isDirectory(folder.resolve(TRAIN)) ? TrainingSplit.part(folder, TRAIN) : Recordings.in(folder);
        return new LearnedFrom(folder, recordings, recordings.facts(folder));
    }

    /**
     * Finds the corpus that a model learned from: a folder of the name that the model remembers, in the working directory
     * or beside the model. A model is often called as its corpus was; it is passed over.
     *
     * @return nothing if there is none, or the model remembers none, or several
     * @throws IOException as {@link #in} does
     */
    public static Optional<LearnedFrom> atHand(ModelFolder model) throws IOException {
        Map<String, String> origin = model.isOf(AutoregressiveSpec.KIND)
                ? AutoregressiveSpec.of(model).origin()
                : GeneratorSpec.of(model).origin();
        Matcher told = CORPUS.matcher(origin.getOrDefault("corpus", ""));
        if (!told.matches()) {
            return Optional.empty();
        }
        String name = told.group(1);
        for (Path folder : List.of(Path.of(name), model.path().toAbsolutePath().resolveSibling(name))) {
            if (Files.isDirectory(folder) && !Files.exists(folder.resolve(Checkpoint.DESCRIPTION))) {
                return Optional.of(in(folder));
            }
        }
        return Optional.empty();
    }

    /** The path of a recording within the corpus, as its manifest has it. */
    String path(Recordings.Item item) {
        return folder.relativize(item.file()).toString().replace('\\', '/');
    }
}
