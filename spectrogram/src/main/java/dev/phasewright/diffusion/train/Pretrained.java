package dev.phasewright.diffusion.train;

import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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
