package dev.phasewright.cli.console;

import dev.phasewright.audio.file.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The rules of output files, for every subcommand that writes some: {@code -} is stdout, an existing file is refused
 * without {@code --force}, a missing folder is named. Use as a picocli mixin; call {@link #check} before the work and
 * {@link #write} after it.
 */
public class OutputOptions {
    private static final Path STDOUT = Path.of("-");
    private static final Pattern OTHER_FORMAT =
            Pattern.compile("(.+\\.)(mp3|flac|ogg|oga|opus|m4a|aac|aiff?|au|png)", Pattern.CASE_INSENSITIVE);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; - is stdout.")
    private Path output;

    @Option(names = "--force", description = "Replace what exists.")
    private boolean force;

    @Mixin
    private Console console;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The folder still to be made, or null. */
    private Path made;

    /** What fills a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Where the command speaks. */
    protected final Console console() {
        return console;
    }

    /** What {@code -o} says, or {@code otherwise} if it is not given. */
    public Path orElse(Path otherwise) {
        return output == null ? otherwise : output;
    }

    /** Whether a path means stdout. */
    public static boolean isStdout(Path path) {
        return path.equals(STDOUT);
    }

    /**
     * Refuses an output that could not be written, before any work is spent on it.
     *
     * @return the same path
     * @throws IOException if it exists and there is no {@code --force}, is a folder, or has no folder to be in
     */
    public Path check(Path path) throws IOException {
        if (made == null || !made.equals(path.toAbsolutePath().normalize().getParent())) {
            check(path, force);
        }
        return path;
    }

    /** {@link #check(Path)} for commands that have a {@code --force} of their own. */
    public static void check(Path path, boolean force) throws IOException {
        if (isStdout(path)) {
            return;
        }
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": is a folder; name a file in it");
        }
        if (Files.exists(path) && !force && !isDevice(path)) {
            throw new IOException(path + ": exists already; add --force to replace it");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(path + ": no folder " + folder + " to write to; create it first");
        }
        if (!isDevice(path) && !Files.isWritable(folder)) {
            throw new IOException(path + ": the folder " + folder + " is not writable; choose another");
        }
    }

    /**
     * Refuses a folder for several files that could not be one; it is made, if need be, when the first is written.
     *
     * @throws IOException if it is a file, or has no folder to be in
     */
    public void checkFolder(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath().normalize();
        if (Files.exists(whole) && !Files.isDirectory(whole)) {
            throw new IOException(folder + ": is a file, and several are to be written; name a folder");
        }
        if (!Files.exists(whole)) {
            if (!Files.isDirectory(whole.getParent())) {
                throw new IOException(folder + ": no folder " + whole.getParent() + " to put it in; create it first");
            }
            made = whole;
        }
    }

    /**
     * Refuses a sound that is named like something else than a WAV file.
     *
     * @throws ParameterException if its ending is that of another format
     */
    public void requireWav(Path file) {
        Matcher other = OTHER_FORMAT.matcher(file.toString());
        if (other.matches()) {
            throw new ParameterException(
                    command.commandLine(), "-o " + file + ": only WAV is written; call it " + other.group(1) + "wav");
        }
    }

    /**
     * Refuses a picture beside a sound that goes to stdout.
     *
     * @throws ParameterException if it does
     */
    public void requirePlaceForPicture(Path sound) {
        if (isStdout(sound)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--plot draws a PNG beside the WAV, which stdout has no place for; give -o a file");
        }
    }

    /** Where a sound's picture goes: beside it. */
    public static Path picture(Path file) {
        return file.resolveSibling(stem(file) + ".png");
    }

    /** A file's name without its ending. */
    public static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    /** How a path is told to people. */
    public static String name(Path path) {
        return isStdout(path) ? "stdout" : path.toString();
    }

    /** Checks once more, then writes; what is not a regular file (stdout, a pipe) gets a copy of a temporary one. */
    public void write(Path path, Content content) throws IOException {
        if (made != null) {
            Files.createDirectories(made);
            made = null;
        }
        check(path);
        if (!isStdout(path) && !isDevice(path)) {
            content.writeTo(path);
            return;
        }
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path file = folder.path().resolve("output");
            content.writeTo(file);
            copy(file, path);
        }
    }

    private void copy(Path file, Path target) throws IOException {
        try {
            if (isStdout(target)) {
                OutputStream data = console.data();
                Files.copy(file, data);
                data.flush();
            } else {
                try (OutputStream device = Files.newOutputStream(target)) {
                    Files.copy(file, device);
                }
            }
        } catch (IOException e) {
            throw new IOException(
                    name(target) + ": closed or full before all was written (" + e.getMessage()
                            + "); choose another place",
                    e);
        }
    }

    private static boolean isDevice(Path path) {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }
}
