package dev.phasewright.bench;

import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.Checkpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long the command takes from the shell for a single sound, beside a Java that does nothing. */
public final class ColdStart {
    private final Path folder;
    private final int repeats;
    private final Class<?> launched;

    /**
     * A measurement that takes the median of this many starts.
     *
     * @param folder for what is generated
     * @param launched the class that a Java is to run where no launcher chooses Java's options
     */
    public ColdStart(Path folder, int repeats, Class<?> launched) {
        this.folder = folder;
        this.launched = launched;
        this.repeats = repeats;
    }

    /** What there is to start and do nothing. */
    static final class Nothing {
        private Nothing() {}

        /** Does nothing. */
        public static void main(String... arguments) {}
    }

    /**
     * Starts the command as this process was started, by turns with a Java that does nothing and has Java's usual options.
     *
     * @param model the folder of the model to generate with
     * @param name what to call it
     * @throws IOException if a start fails
     */
    public void run(Path model, String name, Figures figures) throws IOException {
        String sound = folder.resolve("sound.wav").toString();
        List<String> generate = new ArrayList<>(command());
        generate.addAll(List.of("generate", "--model", model.toString(), "--seed", "1", "-o", sound, "--force"));
        Checkpoint.describe(model, GeneratorSpec.class, GeneratorSpec.KIND).classes().stream()
                .limit(1)
                .forEach(generate::add);
        List<Double> whole = new ArrayList<>();
        List<Double> empty = new ArrayList<>();
        for (int i = 0; i <= repeats; i++) {
            double nothing = seconds(java(List.of(), Nothing.class));
            double generated = seconds(generate);
            // The first of each reads from the disk.
            if (i > 0) {
                empty.add(nothing);
                whole.add(generated);
            }
        }
        figures.row("start, generate, " + name + ", ÷ empty Java", "%.1f", Median.of(whole) / Median.of(empty));
    }

    /** The launcher, if this process was started by it, which chooses Java's options; otherwise Java with its own. */
    private List<String> command() {
        String launcher = System.getProperty("phasewright.launcher");
        return launcher != null
                ? List.of(launcher)
                : java(ManagementFactory.getRuntimeMXBean().getInputArguments(), launched);
    }

    private static List<String> java(List<String> options, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        return command;
    }

    private static double seconds(List<String> command) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + ": ended with " + status);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while measuring starts");
        }
        return (System.nanoTime() - start) * 1e-9;
    }
}
