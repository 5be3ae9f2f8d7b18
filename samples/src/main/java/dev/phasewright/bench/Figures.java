package dev.phasewright.bench;

import java.io.PrintWriter;
import java.util.Locale;

/** A table of what was measured, on stdout row by row. */
public record Figures(PrintWriter out) {
    public void row(String name, String format, double value) {
        say(String.format(Locale.ROOT, "%-36s " + format, name, value));
    }

    public void realTime(String name, double times) {
        row(name, "%.1f × real time", times);
    }

    public void rate(Rate rate, MatrixProduct limit) {
        row(rate.name(), "%.0f GFLOP/s", rate.gigaflops());
        overLimit(rate, limit);
    }

    public void overLimit(Rate rate, MatrixProduct limit) {
        row("  ÷ matrix product", "%.2f", rate.gigaflops() / limit.gigaflops());
    }

    public void say(String line) {
        out.println(line);
        out.flush();
    }
}
