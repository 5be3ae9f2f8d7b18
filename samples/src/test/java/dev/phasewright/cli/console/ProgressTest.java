package dev.phasewright.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000;

    private final List<String> said = new ArrayList<>();
    private long now;

    private Progress lines(long total) {
        return Progress.lines("training", total, "steps", () -> now, said::add);
    }

    @Test
    void whereNobodyWatchesThereIsALineAMinute() {
        try (Progress progress = lines(3000)) {
            for (int step = 0; step <= 300; step++) {
                progress.at(step);
                now += SECOND;
            }
        }
        assertEquals(
                List.of(
                        "training: 60 of 3000 steps, 49:00 left",
                        "training: 120 of 3000 steps, 48:00 left",
                        "training: 180 of 3000 steps, 47:00 left",
                        "training: 240 of 3000 steps, 46:00 left",
                        "training: 300 of 3000 steps, 45:00 left"),
                said);
    }

    @Test
    void aResumedJobIsTimedFromWhereItWentOn() {
        try (Progress progress = lines(10_000)) {
            progress.at(9000);
            progress.say("loss %.2f", 0.5);
            now += 60 * SECOND;
            progress.at(9010);
        }
        assertEquals(List.of("training: 9010 of 10000 steps, 1:39:00 left; loss 0.50"), said);
    }

    @Test
    void whatTakesLessThanAMinuteSaysNothing() {
        try (Progress progress = lines(10)) {
            now += 59 * SECOND;
            progress.at(10);
        }
        assertEquals(List.of(), said);
    }
}
