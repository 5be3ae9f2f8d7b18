package dev.phasewright.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders that a corpus is wanted to have: clips that models learn from, and clips that they do not. */
enum CorpusParts {
    TRAIN_AND_TEST(List.of("train", "test"), "folders train and test"),
    TEST(List.of("test"), "a folder test");

    private final List<String> names;
    private final String words;

    CorpusParts(List<String> names, String words) {
        this.names = names;
        this.words = words;
    }

    /**
     * Looks for all of them.
     *
     * @throws IOException naming the corpus, what it lacks and what is wanted
     */
    void require(Path corpus) throws IOException {
        String wanted = "; give a corpus with " + words + " by --data, as phasewright corpus makes them";
        if (!Files.isDirectory(corpus)) {
            throw new IOException(corpus + ": no such folder" + wanted);
        }
        for (String name : names) {
            if (!Files.isDirectory(corpus.resolve(name))) {
                throw new IOException(corpus + ": has no folder " + name + " in it" + wanted);
            }
        }
    }
}
