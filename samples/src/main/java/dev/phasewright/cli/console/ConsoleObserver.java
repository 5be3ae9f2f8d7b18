package dev.phasewright.cli.console;

import dev.phasewright.evaluation.EvaluationObserver;

/** Shows an evaluation's bars, clocks its parts and says what is missing. */
public record ConsoleObserver(Console console, Stopwatch watch) implements EvaluationObserver {
    @Override
    public Task start(String name, long total, String unit) {
        return console.progress(name, total, unit);
    }

    @Override
    public void finished(String part) {
        watch.lap(part);
    }

    @Override
    public void missing(String line) {
        console.say("%s", line);
    }

    @Override
    public void doubtful(String line) {
        console.say("note: %s", line);
    }
}
