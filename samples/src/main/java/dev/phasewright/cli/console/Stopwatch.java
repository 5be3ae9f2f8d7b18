package dev.phasewright.cli.console;

import dev.phasewright.evaluation.EvaluationObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a process's time went, from its start on. */
public final class Stopwatch {
    private final Map<String, Long> milliseconds = new LinkedHashMap<>();
    private Instant last;

    public Stopwatch() {
        last = Instant.now();
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start -> milliseconds.put(
                        "launcher and Java", Duration.between(start, last).toMillis()));
    }

    /** Ends a part. */
    public void lap(String part) {
        Instant now = Instant.now();
        milliseconds.merge(part, Duration.between(last, now).toMillis(), Long::sum);
        last = now;
    }

    /** Shows an evaluation's bars, clocks its parts and says what is missing. */
    public EvaluationObserver observing(Console console) {
        return new EvaluationObserver() {
            @Override
            public Task start(String name, long total, String unit) {
                return console.progress(name, total, unit);
            }

            @Override
            public void finished(String part) {
                lap(part);
            }

            @Override
            public void missing(String line) {
                console.say("%s", line);
            }

            @Override
            public void doubtful(String line) {
                console.say("note: %s", line);
            }
        };
    }

    /** Says how long each part took. */
    public void tell(Console console) {
        milliseconds.forEach((part, ms) -> console.say("%6d ms  %s", ms, part));
        console.say(
                "%6d ms  in all",
                milliseconds.values().stream().mapToLong(Long::longValue).sum());
    }
}
