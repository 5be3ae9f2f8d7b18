package dev.phasewright.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A finished run of the command. */
public final class Ran {
    private final int status;
    private final byte[] data;
    private final String err;

    private Ran(int status, byte[] data, String err) {
        this.status = status;
        this.data = data;
        this.err = err;
    }

    /** In this process. */
    public static Ran phasewright(Object... arguments) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int status = Main.run(data, new PrintWriter(err, true), words(arguments));
        return new Ran(status, data.toByteArray(), err.toString());
    }

    /** In a process of its own, whose real stdout and stderr are caught. */
    static Ran process(Object... arguments) throws IOException, InterruptedException {
        return started(builder(arguments));
    }

    /** What a program writes and says. */
    static Ran started(ProcessBuilder program) throws IOException, InterruptedException {
        Path err = Files.createTempFile("stderr", ".txt");
        try {
            Process process = program.redirectError(err.toFile()).start();
            byte[] data = process.getInputStream().readAllBytes();
            return new Ran(process.waitFor(), data, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** A process to start, which writes its stderr to a file. */
    static ProcessBuilder builder(Path err, Object... arguments) {
        return builder(arguments).redirectError(new File(err.toString()));
    }

    private static ProcessBuilder builder(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                // As the tests themselves: sums in another order round otherwise.
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words(arguments)));
        return new ProcessBuilder(command);
    }

    private static String[] words(Object... arguments) {
        return Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    }

    /** The exit code. */
    public int status() {
        return status;
    }

    /** What came to stdout, as bytes. */
    byte[] data() {
        return data.clone();
    }

    /** What came to stdout, as text. */
    public String out() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** What came to stderr. */
    public String err() {
        return err;
    }
}
