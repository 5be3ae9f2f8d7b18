package dev.phasewright.serve;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The parameters of a request, each to be taken once within its range; what is left over was misspelt. */
final class Query {
    private static final int LONGEST_TOLD = 40;
    private static final Pattern NUMBER =
            Pattern.compile("NaN|[-+]?(Infinity|\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,3})?");

    private final Map<String, List<String>> given;
    private final Set<String> known = new TreeSet<>();

    Query(Map<String, List<String>> given) {
        this.given = given;
    }

    /** A parameter as it is, or {@code otherwise} if it is missing. */
    String text(String name, String otherwise) {
        known.add(name);
        List<String> values = given.get(name);
        if (values == null) {
            return otherwise;
        }
        if (values.size() != 1) {
            throw wrong(name + " is given " + values.size() + " times; give it once");
        }
        return values.get(0);
    }

    /** One of a few words. */
    String choice(String name, List<String> words, String otherwise) {
        String word = text(name, otherwise);
        if (!words.contains(word)) {
            throw wrong(name + " must be one of " + String.join(", ", words) + ", not \"" + told(word) + "\"");
        }
        return word;
    }

    /** A number within its range. */
    double number(String name, double least, double most, double otherwise) {
        String text = text(name, null);
        double value = text == null ? otherwise : parse(name, text);
        if (!(value >= least && value <= most)) {
            throw outside(name, least, most, text);
        }
        return value;
    }

    private static double parse(String name, String text) {
        // What Java itself takes for a number, as 0x1p3 and 2d, is none to anybody else.
        if (!NUMBER.matcher(text).matches()) {
            throw wrong(name + " must be a number, not \"" + told(text) + "\"");
        }
        return Double.parseDouble(text);
    }

    /** A whole number within its range. */
    long whole(String name, long least, long most, long otherwise) {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong(
                    name + " must be a whole number from " + least + " to " + most + ", not \"" + told(text) + "\"");
        }
        if (value < least || value > most) {
            throw outside(name, least, most, text);
        }
        return value;
    }

    /** @throws Refusal if a parameter was given that nobody asked for */
    void end() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw wrong("no parameter is called \"" + told(name) + "\""
                        + (known.isEmpty() ? "; there are none" : ": there are " + String.join(", ", known)));
            }
        }
    }

    private static Refusal outside(String name, Object least, Object most, String text) {
        return wrong(name + " must be from " + plain(least) + " to " + plain(most) + ", not " + told(text));
    }

    private static String plain(Object number) {
        return number.toString().replaceFirst("\\.0$", "");
    }

    private static String told(String text) {
        String visible = text.replaceAll("\\p{Cntrl}", "?");
        return visible.length() <= LONGEST_TOLD ? visible : visible.substring(0, LONGEST_TOLD) + "…";
    }

    private static Refusal wrong(String message) {
        return new Refusal(Refusal.BAD_REQUEST, message);
    }
}
