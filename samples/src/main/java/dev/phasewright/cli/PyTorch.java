package dev.phasewright.cli;

import ai.djl.ndarray.NDManager;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.nio.file.Files;
import java.nio.file.Path;

/** The start of the engine. */
final class PyTorch {
    private static final String ENGINE = "pytorch";

    private PyTorch() {}

    /** Loads the engine; the very first time on a machine, tells why that is slow. */
    static NDManager start(Talk talk) {
        announce(talk);
        return NDManager.newBaseManager();
    }

    /** Says so if the engine's libraries are still packed; DJL copies them out of the jar when it is first touched. */
    static void announce(Talk talk) {
        Platform platform = Platform.detectPlatform(ENGINE);
        Path libraries = Utils.getEngineCacheDir(ENGINE)
                .resolve(platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
        if (!Files.isDirectory(libraries)) {
            talk.say("unpacking PyTorch to %s (once; about 400 MB)…", libraries);
        }
    }
}
