package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole site of demos by networks that have learned nothing, the same for all tests; not to be changed. */
public final class TinySite {
    private static Path site;

    private TinySite() {}

    /** The words that make one. */
    static Object[] words(Path folder, Object... more) throws IOException {
        Object[] always = {
            "demo",
            "-o",
            folder,
            "--model",
            Tiny.model(),
            "--vocoder",
            Tiny.vocoder(),
            "--clips",
            1,
            "--seconds",
            1.0,
            "--notes",
            Tiny.noteModel(),
            "--drums",
            Tiny.drumModel(),
            "--watch",
            Tiny.model() + "," + Tiny.noteModel(),
            "--corruption-models",
            Tiny.model() + "," + Tiny.heatModel(),
            "--rival",
            Tiny.rival()
        };
        return java.util.stream.Stream.concat(java.util.stream.Stream.of(always), java.util.stream.Stream.of(more))
                .toArray();
    }

    /** Its folder. */
    public static synchronized Path site() throws IOException {
        if (site == null) {
            Path folder = Files.createTempDirectory("site").resolve("demo");
            Ran ran = Ran.phasewright(words(folder, "--data", data()));
            assertEquals(0, ran.status(), ran.err());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Tiny.delete(folder.getParent())));
            site = folder;
        }
        return site;
    }

    /** A corpus with a folder train, such as the model learned from. */
    private static Path data() throws IOException {
        Path corpus = Files.createTempDirectory("corpus");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Tiny.delete(corpus)));
        Tiny.corpus(corpus.resolve("train"));
        return corpus;
    }
}
