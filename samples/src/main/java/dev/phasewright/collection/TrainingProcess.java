package dev.phasewright.collection;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code phasewright train} in a process of its own, of low priority. It is known by its number and the time
 * of its start, so that it can be found again by whoever did not start it.
 *
 * @param handle of the process
 */
record TrainingProcess(ProcessHandle handle) {
    /** The launcher's name is no class that could be seen here: commands stand above what they use. */
    private static final String LAUNCHER = "dev.phasewright.cli.Main";

    /** What Java was told that only its own process may do: listen to a debugger, write an archive or to a terminal. */
    private static final List<String> OWN =
            List.of("-agentlib:", "-javaagent:", "-XX:ArchiveClassesAtExit", "-Dphasewright.terminal", "-Xlog");

    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final String THREADS = "OMP_NUM_THREADS";
    /** Starts are told to a hundredth of a second, by clocks that are set now and then. */
    private static final Duration SAME = Duration.ofSeconds(2);

    /**
     * What a process is found again by.
     *
     * @param pid its number
     * @param started when it was started, in milliseconds since 1970
     */
    record Mark(long pid, long started) {}

    /**
     * Starts one.
     *
     * @param words after {@code train}
     * @param log takes all that it says
     */
    static TrainingProcess start(List<String> words, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> OWN.stream().noneMatch(argument::startsWith))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LAUNCHER, "train"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Those that are served meanwhile need a core, too.
        builder.environment()
                .putIfAbsent(THREADS, "" + Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
        Process process = builder.start();
        process.getOutputStream().close();
        return new TrainingProcess(process.toHandle());
    }

    /** The one that goes by a mark, if it is still at work. */
    static Optional<TrainingProcess> find(Mark mark) {
        return ProcessHandle.of(mark.pid)
                .filter(handle -> Duration.between(started(handle), Instant.ofEpochMilli(mark.started))
                                .abs()
                                .compareTo(SAME)
                        < 0)
                .map(TrainingProcess::new)
                .filter(TrainingProcess::isAlive);
    }

    private static Instant started(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH);
    }

    Mark mark() {
        return new Mark(handle.pid(), started(handle).toEpochMilli());
    }

    /** Whether it is at work: one that has ended and that nobody has asked how has no program any more. */
    boolean isAlive() {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    /** Asks it to leave a checkpoint and end. */
    void stop() {
        handle.destroy();
    }

    /** Ends it at once, and waits until it has. */
    void kill() {
        handle.destroyForcibly();
        await(Duration.ofSeconds(10));
    }

    /** Waits for its end, so long at most; whether it has ended. */
    boolean await(Duration most) {
        try {
            handle.onExit().get(most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
