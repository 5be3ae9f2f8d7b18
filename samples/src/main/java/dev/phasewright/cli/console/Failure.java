package dev.phasewright.cli.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How failures are told: one line on stderr, and an exit code. */
public final class Failure {
    private Failure() {}

    /** A command that ran and failed; returns the exit code. */
    static int tell(Throwable failure, PrintWriter err, boolean verbose) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        err.println("phasewright: " + sentence(cause).strip().replaceAll("\\s*\\R\\s*", " "));
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "out of memory (" + failure.getMessage() + "); allow more with JAVA_OPTS=-Xmx4g";
        }
        // The JDK's own file exceptions say which file but not what happened.
        if (failure instanceof FileSystemException file && (file.getReason() == null || isJdk(file))) {
            String what = "cannot be used; choose another place";
            if (file instanceof NoSuchFileException) {
                what = "no such file or folder; check the name";
            } else if (file instanceof AccessDeniedException) {
                what = "permission denied; change its permissions or choose another place";
            } else if (file instanceof FileAlreadyExistsException) {
                what = "exists already; choose another name";
            } else if (file.getReason() != null) {
                what = file.getReason() + "; make room or choose another place";
            }
            return file.getFile() + ": " + what;
        }
        boolean told = failure instanceof IOException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException;
        if (told && failure.getMessage() != null) {
            return failure.getMessage();
        }
        String name = failure.getClass().getSimpleName();
        return (failure.getMessage() == null ? name : name + ": " + failure.getMessage())
                + " (a defect of phasewright; --verbose shows where)";
    }

    private static boolean isJdk(FileSystemException failure) {
        return failure.getClass().getPackageName().startsWith("java.");
    }

    /** A command line that makes no sense; returns the exit code. */
    public static int tellUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String message = failure.getMessage().strip().replaceAll("\\s*\\R\\s*", " ");
        List<String> meant = List.of();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            meant = unmatched.getSuggestions();
            if (!command.getSubcommands().isEmpty() && !unmatched.isUnknownOption()) {
                message = "there is no command \"" + unmatched.getUnmatched().get(0) + "\"";
            }
        }
        StringBuilder line = new StringBuilder("phasewright: ").append(message.replaceFirst("^Error: ", ""));
        if (!meant.isEmpty()) {
            line.append("; did you mean ").append(String.join(" or ", meant)).append("?");
        }
        line.append(" (").append(command.getCommandSpec().qualifiedName()).append(" --help tells more)");
        command.getErr().println(line);
        command.getErr().flush();
        return ExitCode.USAGE;
    }
}
