package dev.phasewright.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What one listener did in one blind test: the JSON file that a page offers for download, a server keeps and
 * {@code phasewright listen-report} reads.
 *
 * <pre>{@code
 * {"schema": "phasewright listening result 1", "kind": "abx", "test": "network-speech", "listener": "anna",
 *  "seed": 3735928559, "started": "2026-01-31T10:00:00Z", "finished": "2026-01-31T10:04:10Z",
 *  "conditions": ["original", "network"],
 *  "trials": [{"number": 1, "item": "speech", "x": "B", "answer": "A", "seconds": 7.4,
 *    "listened": true}, …],
 *  "ratings": []}
 * }</pre>
 *
 * <p>The order of the trials follows from the seed: see {@link TrialOrder}.
 *
 * @param schema always {@link #SCHEMA}
 * @param kind of the test
 * @param test which one: up to 60 lower-case letters, digits and dashes
 * @param listener who listened, as they call themselves: up to 40 characters; may be empty
 * @param seed of the order, from 0 to below 2³²
 * @param started when, as ISO 8601 has it
 * @param finished when, likewise
 * @param conditions of ABX, what A and B were; of MUSHRA all, the reference first
 * @param trials of ABX, in order, at least one; otherwise empty
 * @param ratings of MUSHRA, at least one; otherwise empty
 */
public record ListeningResult(
        String schema,
        Kind kind,
        String test,
        String listener,
        long seed,
        String started,
        String finished,
        List<String> conditions,
        List<Trial> trials,
        List<Rating> ratings) {

    /** What {@link #schema} says. */
    public static final String SCHEMA = "phasewright listening result 1";

    /** The name of the condition that a MUSHRA listener should give the highest score. */
    public static final String REFERENCE = "reference";

    /** The largest file that could be a result. */
    private static final int MOST_BYTES = 1 << 20;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,60}");
    private static final int LONGEST_WORD = 40;
    private static final int LONGEST_CONDITION = 80;
    private static final int MOST_TRIALS = 1000;

    /** How a test is done. */
    public enum Kind {
        /** Which of two known sounds is the third? */
        ABX,
        /** How good is each of several, on a scale from 0 to 100 (after ITU-R BS.1534)? */
        MUSHRA;

        /** How JSON calls it. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if nothing is called so */
        @JsonCreator
        static Kind of(String label) {
            return Arrays.stream(values())
                    .filter(k -> k.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the kind is abx or mushra, not " + label));
        }
    }

    /**
     * One trial of ABX.
     *
     * @param number from 1
     * @param item the sound
     * @param x what X was: A or B
     * @param answer what the listener said: A or B
     * @param seconds from the trial's beginning to the answer
     * @param listened whether X was heard in this trial, and in this session what it is compared with; null where that was
     *     not noted
     */
    public record Trial(
            int number,
            String item,
            String x,
            String answer,
            double seconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean listened) {
        /** @throws IllegalArgumentException if a value is out of its range */
        public Trial {
            require(number >= 1 && number <= MOST_TRIALS, "a trial's number is from 1 to " + MOST_TRIALS);
            require(item != null && NAME.matcher(item).matches(), "a trial names its item");
            require("A".equals(x) || "B".equals(x), "x is A or B");
            require("A".equals(answer) || "B".equals(answer), "an answer is A or B");
            require(seconds >= 0 && seconds < Double.POSITIVE_INFINITY, "seconds are a number, not negative");
        }

        /** One of which it was not noted whether anybody listened. */
        public Trial(int number, String item, String x, String answer, double seconds) {
            this(number, item, x, answer, seconds, null);
        }

        /** Whether it is known that the answer was given without listening. */
        public boolean unheard() {
            return Boolean.FALSE.equals(listened);
        }

        /** Whether the answer is right. */
        public boolean correct() {
            return x.equals(answer);
        }
    }

    /**
     * One score of MUSHRA.
     *
     * @param item the sound
     * @param condition what it was
     * @param place where among the unnamed buttons it was, from 1
     * @param score from 0 to 100
     */
    public record Rating(String item, String condition, int place, int score) {
        /** @throws IllegalArgumentException if a value is out of its range */
        public Rating {
            require(item != null && NAME.matcher(item).matches(), "a rating names its item");
            require(isCondition(condition), "a rating names its condition");
            require(place >= 1 && place <= MOST_TRIALS, "a rating's place is from 1 to " + MOST_TRIALS);
            require(score >= 0 && score <= 100, "a score is from 0 to 100");
        }
    }

    /** @throws IllegalArgumentException if a value is missing or out of its range; the message says which in one line */
    public ListeningResult {
        require(SCHEMA.equals(schema), "the schema is not \"" + SCHEMA + "\"");
        require(kind != null, "the kind is missing: abx or mushra");
        require(test != null && NAME.matcher(test).matches(), "the test's name is not of a-z, 0-9 and dashes");
        require(
                listener != null
                        && listener.length() <= LONGEST_WORD
                        && listener.chars().noneMatch(Character::isISOControl),
                "the listener's name is missing or longer than " + LONGEST_WORD + " characters");
        require(seed >= 0 && seed < 1L << 32, "the seed is not from 0 to below 2^32");
        require(isTime(started) && isTime(finished), "started and finished are not times as ISO 8601 has them");
        require(conditions != null && conditions.stream().allMatch(ListeningResult::isCondition), "no conditions");
        require(trials != null && ratings != null, "trials or ratings are missing");
        require(
                trials.size() + ratings.size() <= MOST_TRIALS,
                "there are more than " + MOST_TRIALS + " trials or ratings");
        require(kind == Kind.ABX ? ratings.isEmpty() : trials.isEmpty(), "trials belong to abx, ratings to mushra");
        require(!trials.isEmpty() || !ratings.isEmpty(), "it holds no answer");
        require(kind != Kind.ABX || conditions.size() == 2, "abx compares two conditions");
        conditions = List.copyOf(conditions);
        trials = List.copyOf(trials);
        ratings = List.copyOf(ratings);
        for (Rating rating : ratings) {
            require(conditions.contains(rating.condition), "a rating is of no condition of the test");
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static boolean isCondition(String condition) {
        return condition != null
                && !condition.isBlank()
                && condition.length() <= LONGEST_CONDITION
                && condition.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isTime(String time) {
        try {
            return time != null && java.time.Instant.parse(time) != null;
        } catch (java.time.format.DateTimeParseException e) {
            return false;
        }
    }

    /** How many trials of ABX were answered rightly. */
    public int correct() {
        return (int) trials.stream().filter(Trial::correct).count();
    }

    /**
     * Reads a result.
     *
     * @throws IOException if the file cannot be read, is no JSON, or holds something else; the message is one line that
     *     names file and remedy
     */
    public static ListeningResult read(Path file) throws IOException {
        if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
            throw new IOException(file + ": too large for a listening result; give the .json file of a blind test");
        }
        try {
            return parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage() + "; give the .json file of a blind test", e);
        }
    }

    /**
     * Reads a result that came some other way.
     *
     * @throws IllegalArgumentException if it is no JSON, or holds something else; the message says so in one line
     */
    public static ListeningResult parse(byte[] json) {
        try {
            com.fasterxml.jackson.databind.JsonNode tree = JSON.readTree(json);
            if (tree == null
                    || !tree.isObject()
                    || !tree.path("schema").asText().equals(SCHEMA)) {
                throw new IllegalArgumentException(
                        "not a result of a Phasewright blind test (its schema is not \"" + SCHEMA + "\")");
            }
            return JSON.treeToValue(tree, ListeningResult.class);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof IllegalArgumentException told) {
                throw new IllegalArgumentException("a damaged result: " + told.getMessage(), e);
            }
            String where =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new IllegalArgumentException(
                    (e instanceof com.fasterxml.jackson.core.JsonParseException ? "not JSON" : "a damaged result")
                            + where,
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    /** The result as JSON, as {@link #parse} reads it. */
    public byte[] json() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // It holds nothing that JSON cannot.
        }
    }
}
