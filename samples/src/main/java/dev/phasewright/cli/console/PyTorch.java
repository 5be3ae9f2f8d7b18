package dev.phasewright.cli.console;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The start of the engine. */
public final class PyTorch {
    private static final String ENGINE = "pytorch";

    private PyTorch() {}

    /** Loads the engine; the very first time on a machine, tells why that is slow. */
    public static NDManager start(Console console) {
        announce(console);
        return NDManager.newBaseManager();
    }

    /**
     * Begins to load the engine, if it is unpacked, while something else is done. Whoever needs it waits for it as if they
     * had begun, and is told if it fails.
     */
    public static void preload() {
        Thread loading = new Thread(
                () -> {
                    try {
                        if (isUnpacked()) {
                            Engine.getInstance();
                        }
                    } catch (RuntimeException | LinkageError e) {
                        // It will fail again where it can be told.
                    }
                },
                "engine");
        loading.setDaemon(true);
        loading.start();
    }

    private static boolean isUnpacked() {
        return Files.isDirectory(libraries());
    }

    private static String setting(String name) {
        String variable = System.getenv(name);
        return variable == null ? System.getProperty(name) : variable;
    }

    private static Path libraries() {
        try {
            Path folder = EngineFolder.choose(PyTorch::setting);
            if (folder != null) {
                System.setProperty(EngineFolder.VARIABLE, folder.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Platform platform = Platform.detectPlatform(ENGINE);
        return Utils.getEngineCacheDir(ENGINE)
                .resolve(platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
    }

    /** Says so if the engine's libraries are still packed; DJL copies them out of the jar when it is first touched. */
    public static void announce(Console console) {
        if (!isUnpacked()) {
            console.say("unpacking PyTorch to %s (once; about 400 MB)…", libraries());
        }
    }
}
