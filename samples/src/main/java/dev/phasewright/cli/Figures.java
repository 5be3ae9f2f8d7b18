package dev.phasewright.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** A table of what was measured, on stdout row by row. */
record Figures(PrintWriter out) {
    void row(String name, String format, double value) {
        say(String.format(Locale.ROOT, "%-36s " + format, name, value));
    }

    void realTime(String name, double times) {
        row(name, "%.1f × real time", times);
    }

    void rate(Rate rate, MatrixProduct limit) {
        row(rate.name(), "%.0f GFLOP/s", rate.gigaflops());
        overLimit(rate, limit);
    }

    void overLimit(Rate rate, MatrixProduct limit) {
        row("  ÷ matrix product", "%.2f", rate.gigaflops() / limit.gigaflops());
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
