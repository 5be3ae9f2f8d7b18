package dev.phasewright.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders that a corpus is wanted to have: clips that models learn from, and clips that they do not. */
public enum CorpusParts {
    /** What a model learned from. */
    TRAIN("a folder train"),
    /** That, and what it did not. */
    TRAIN_AND_TEST("folders train and test"),
    /** What no model learned from. */
    TEST("a folder test");

    private final String words;

    CorpusParts(String words) {
        this.words = words;
    }

    private List<String> names() {
        return switch (this) {
            case TRAIN -> List.of("train");
            case TRAIN_AND_TEST -> List.of("train", "test");
            case TEST -> List.of("test");
        };
    }

    /**
     * Looks for all of them.
     *
     * @param option by which the corpus was given
     * @throws IOException naming the corpus, what it lacks and what is wanted
     */
    public void require(Path corpus, String option) throws IOException {
        String wanted = "; give a corpus with " + words + " by " + option + ", as phasewright corpus makes them";
        if (!Files.isDirectory(corpus)) {
            throw new IOException(corpus + ": no such folder" + wanted);
        }
        for (String name : names()) {
            if (!Files.isDirectory(corpus.resolve(name))) {
                throw new IOException(corpus + ": has no folder " + name + " in it" + wanted);
            }
        }
    }
}
