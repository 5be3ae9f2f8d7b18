package dev.phasewright.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An installed program, one process a call: what it gives depends on the call alone, never on earlier ones.
 *
 * @param command its name or path
 * @param installation how to get it on each system
 */
record Program(String command, Installation installation) {
    /** The line that installs a program on Debian, macOS and Windows. */
    record Installation(String debian, String mac, String windows) {
        /** The line for the system that this is. */
        String line() {
            String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            if (os.contains("mac")) {
                return mac;
            }
            return os.contains("windows") ? windows : debian;
        }
    }

    /**
     * Runs it and returns what it writes to stdout.
     *
     * @throws Failure if it ends with an error
     * @throws IOException if it cannot be started
     */
    byte[] run(String... arguments) throws IOException {
        return feed("", arguments);
    }

    /** The same with something on stdin, as UTF-8; small enough to fit into a pipe. */
    byte[] feed(String input, String... arguments) throws IOException {
        Process process = start(arguments);
        try (InputStream out = process.getInputStream()) {
            send(process, input);
            byte[] bytes = out.readAllBytes();
            int status = process.waitFor();
            if (status != 0) {
                throw new Failure(command + " ended with status " + status);
            }
            return bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    /** What it writes about itself to stdout, whatever status it ends with. */
    String about(String option) throws IOException {
        Process process = start(option);
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroy();
        }
    }

    private static void send(Process process, String input) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program that ends before it has read says why by its status.
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    private Process start(String... arguments) throws IOException {
        String[] line = new String[arguments.length + 1];
        line[0] = command;
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        try {
            return new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException(command + " is not installed; install it with: " + installation.line(), e);
        }
    }

    /** A program ran, and gave nothing of use. */
    static final class Failure extends IOException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }
}
