package dev.phasewright.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.model.CheckpointException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a run's result depends on, as JSON, to be compared value by value: neither the order of names nor what a class
 * is called counts.
 */
final class Fingerprint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fingerprint() {}

    /** A record or map as JSON, the numbers as they will be read back. */
    static JsonNode of(Object values) {
        return JSON.convertValue(values, JsonNode.class);
    }

    /**
     * Refuses to go on with something else.
     *
     * @param directory of the run, for the message
     * @param what is compared, for the message
     * @param stored what the run was begun with
     * @param wanted what it would now go on with
     * @throws CheckpointException if they differ; the values that do are named
     */
    static void requireSame(Path directory, String what, JsonNode stored, JsonNode wanted) throws CheckpointException {
        Map<String, String> then = new LinkedHashMap<>();
        Map<String, String> now = new LinkedHashMap<>();
        values("", stored, then);
        values("", wanted, now);
        if (then.equals(now) || (stored.isTextual() && told(stored.textValue(), wanted))) {
            return;
        }
        Map<String, String> before = Map.copyOf(then);
        then.entrySet().removeAll(now.entrySet());
        now.entrySet().removeAll(before.entrySet());
        throw new CheckpointException(directory + ": begun with another " + what + ": " + list(then) + ", now "
                + list(now) + "; resume with the options it was begun with, or start anew in another directory");
    }

    /** All that is no object, by its path, as it follows its name: a word after a space, all else after "=". */
    private static void values(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(e -> values(path + "/" + e.getKey(), e.getValue(), into));
        } else {
            into.put(path, node.isTextual() ? " " + node.textValue() : "=" + node);
        }
    }

    private static String list(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> e.getKey().substring(e.getKey().lastIndexOf('/') + 1) + e.getValue())
                .map(String::strip)
                .collect(Collectors.joining(", "));
    }

    /** Whether a fingerprint as it was stored before it was JSON, a sentence, tells of all these strings and numbers. */
    private static boolean told(String sentence, JsonNode wanted) {
        Map<String, String> all = new LinkedHashMap<>();
        values("", wanted, all);
        return all.values().stream()
                .map(value -> value.substring(1))
                .filter(value -> value.matches("[\\w.-]+") && !value.equals("false"))
                .allMatch(value -> Pattern.compile("(?<![\\w.])" + Pattern.quote(value) + "(?![\\w.])")
                        .matcher(sentence)
                        .find());
    }
}
