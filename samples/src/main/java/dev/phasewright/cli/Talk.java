package dev.phasewright.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** What a command says to the person who runs it, a line at a time, on stderr. */
record Talk(PrintWriter err) {
    void say(String format, Object... arguments) {
        err.println(String.format(Locale.ROOT, format, arguments));
        err.flush();
    }
}
