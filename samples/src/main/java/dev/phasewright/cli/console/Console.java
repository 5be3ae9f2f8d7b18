package dev.phasewright.cli.console;

import java.io.PrintWriter;
import java.util.Locale;

/** What a command says to the person who runs it, a line at a time, on stderr. */
public record Console(PrintWriter err) {
    /** To the start of the line and clear it: a progress bar may stand there, which draws itself anew below. */
    private static final String OVER_A_BAR = "\r\u001b[K";

    public void say(String format, Object... arguments) {
        clear();
        err.println(String.format(Locale.ROOT, format, arguments));
        err.flush();
    }

    /** Makes room for a line that someone else says. */
    public void clear() {
        if (Terminal.isStderr()) {
            err.print(OVER_A_BAR);
        }
    }
}
