package dev.phasewright.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** A finished run of the command in this process. */
record Ran(int status, String out, String err) {
    static Ran phasewright(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        return new Ran(status, out.toString(), err.toString());
    }
}
