package dev.phasewright.diffusion.train;

import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Tensor;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trained generator that another training begins with, told by its description alone until its arrays are wanted. */
public final class Pretrained {
    private final Path directory;
    private final GeneratorSpec spec;

    private Pretrained(Path directory, GeneratorSpec spec) {
        this.directory = directory;
        this.spec = spec;
    }

    /**
     * Finds the generator in a directory.
     *
     * @throws CheckpointException if it was distilled, or is no generator
     * @throws IOException if it cannot be read
     */
    public static Pretrained in(Path directory) throws IOException {
        GeneratorSpec spec = Checkpoint.describe(directory, GeneratorSpec.class, GeneratorSpec.KIND);
        if (spec.distilled() != null) {
            throw new CheckpointException(directory
                    + ": was distilled to a few noise levels, so it cannot learn at all of them; fine-tune its teacher"
                    + " and distill that again");
        }
        return new Pretrained(directory, spec);
    }

    /**
     * The generator among some models that another training had best begin with: of the same features, not distilled, and
     * if there are several, one that was asked for pitches as the new one is, then the one that knows most of its classes.
     *
     * @param directories of models of any kind
     * @param features of the new one
     * @param classes that the new one is to know
     * @param pitched whether it is to know pitches
     * @return nothing if none has these features
     * @throws IOException if a model cannot be read
     */
    public static Optional<Pretrained> suiting(
            List<Path> directories, MelSpec features, List<String> classes, boolean pitched) throws IOException {
        Comparator<Pretrained> better = Comparator.comparing((Pretrained model) -> model.isPitched() == pitched)
                .thenComparing(model ->
                        classes.stream().filter(model.spec.classes()::contains).count());
        List<Pretrained> suiting = new ArrayList<>();
        for (Path directory : directories) {
            ModelFolder folder = ModelFolder.read(directory);
            GeneratorSpec spec = folder.isOf(GeneratorSpec.KIND) ? GeneratorSpec.of(folder) : null;
            if (spec != null && spec.distilled() == null && spec.features().equals(features)) {
                suiting.add(new Pretrained(directory, spec));
            }
        }
        return suiting.stream().max(better);
    }

    private boolean isPitched() {
        return !spec.network().pitches().isEmpty();
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** What it is. */
    public GeneratorSpec spec() {
        return spec;
    }

    /**
     * Its arrays.
     *
     * @throws CheckpointException if they are missing or corrupt
     * @throws IOException if they cannot be read
     */
    Map<String, Tensor> arrays() throws IOException {
        return Checkpoint.read(directory);
    }
}
