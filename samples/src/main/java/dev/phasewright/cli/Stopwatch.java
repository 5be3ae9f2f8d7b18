package dev.phasewright.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a process's time went, from its start on. */
final class Stopwatch {
    private final Map<String, Long> milliseconds = new LinkedHashMap<>();
    private Instant last;

    Stopwatch() {
        last = Instant.now();
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(start -> milliseconds.put(
                        "launcher and Java", Duration.between(start, last).toMillis()));
    }

    /** Ends a part. */
    void lap(String part) {
        Instant now = Instant.now();
        milliseconds.merge(part, Duration.between(last, now).toMillis(), Long::sum);
        last = now;
    }

    void tell(Talk talk) {
        milliseconds.forEach((part, ms) -> talk.say("%6d ms  %s", ms, part));
        talk.say(
                "%6d ms  in all",
                milliseconds.values().stream().mapToLong(Long::longValue).sum());
    }
}
