package dev.phasewright.web;

import dev.phasewright.evaluation.TextTable;
import dev.phasewright.web.ListeningResult.Kind;
import dev.phasewright.web.ListeningResult.Rating;
import dev.phasewright.web.ListeningResult.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What several listeners said, pooled. Trials of ABX are counted together as if one listener had made them all, which is
 * what the exact binomial test assumes; so the rows of single sessions are there, too. Scores of MUSHRA are first averaged
 * over the sounds of a session, so that the mean and its interval are over sessions. As ITU-R BS.1534-3 asks (section 4.1.2),
 * a session is left out that gave the hidden reference less than 90 for more than 15 % of the sounds.
 *
 * @param abx a row for each session, and for each test with several sessions one for all
 * @param mushra a row for each condition of each test
 * @param screenedOut sessions of MUSHRA that were left out
 * @param unheard sessions of ABX of which answers were left out that were given without listening
 */
public record ListeningReport(
        List<AbxRow> abx, List<MushraRow> mushra, List<String> screenedOut, List<String> unheard) {
    private static final int RECOGNIZED = 90;
    private static final double TOLERATED = 0.15;
    private static final double CONFIDENCE = 0.95;

    /**
     * Answers of ABX.
     *
     * @param test which
     * @param listener who; null for all sessions together
     * @param sessions how many
     * @param correct right answers
     * @param trials answers
     * @param pValue the probability of as many right answers or more by guessing
     * @param low end of the 95 % confidence interval of the rate of right answers
     * @param high end of it
     */
    public record AbxRow(
            String test,
            String listener,
            int sessions,
            int correct,
            int trials,
            double pValue,
            double low,
            double high) {
        static AbxRow of(String test, String listener, int sessions, int correct, int trials) {
            ExactBinomial figures = new ExactBinomial(correct, trials);
            double[] interval = figures.interval(CONFIDENCE);
            return new AbxRow(test, listener, sessions, correct, trials, figures.pValue(), interval[0], interval[1]);
        }
    }

    /**
     * Scores of MUSHRA.
     *
     * @param test which
     * @param condition what was scored
     * @param sessions how many
     * @param scores how many in them
     * @param mean of the sessions' means
     * @param halfWidth of the mean's 95 % confidence interval; NaN of a single session
     */
    public record MushraRow(String test, String condition, int sessions, int scores, double mean, double halfWidth) {}

    /**
     * Pools the results in files, without answers of ABX that were given without listening.
     *
     * @throws IOException as {@link #read(List, boolean)} does
     */
    public static ListeningReport read(List<Path> filesOrFolders) throws IOException {
        return read(filesOrFolders, false);
    }

    /**
     * Pools the results in files.
     *
     * @param everything whether to count answers of ABX, too, that were given without listening
     * @param filesOrFolders results, or folders of them, whose files that end in {@code .json} are taken by their names
     * @throws IOException if a folder has none, or a file is none; the message is one line that names file and remedy
     */
    public static ListeningReport read(List<Path> filesOrFolders, boolean everything) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path each : filesOrFolders) {
            files.addAll(Files.isDirectory(each) ? resultsIn(each) : List.of(each));
        }
        List<ListeningResult> results = new ArrayList<>();
        for (Path file : files) {
            results.add(ListeningResult.read(file));
        }
        return of(results, everything);
    }

    private static List<Path> resultsIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> found =
                    entries.filter(f -> f.toString().endsWith(".json")).sorted().toList();
            if (found.isEmpty()) {
                throw new IOException(folder + ": holds no results (.json); save some from a blind test first");
            }
            return found;
        }
    }

    /** Pools results, in the order in which they are given, without answers that were given without listening. */
    public static ListeningReport of(List<ListeningResult> results) {
        return of(results, false);
    }

    private static ListeningReport of(List<ListeningResult> results, boolean everything) {
        Map<String, List<ListeningResult>> tests = new TreeMap<>();
        for (ListeningResult result : results) {
            tests.computeIfAbsent(result.kind() + " " + result.test(), t -> new ArrayList<>())
                    .add(result);
        }
        List<AbxRow> abx = new ArrayList<>();
        List<MushraRow> mushra = new ArrayList<>();
        List<String> screenedOut = new ArrayList<>();
        List<String> unheard = new ArrayList<>();
        for (List<ListeningResult> sessions : tests.values()) {
            if (sessions.get(0).kind() == Kind.ABX) {
                addAbx(sessions, everything, abx, unheard);
            } else {
                addMushra(sessions, mushra, screenedOut);
            }
        }
        return new ListeningReport(
                List.copyOf(abx), List.copyOf(mushra), List.copyOf(screenedOut), List.copyOf(unheard));
    }

    private static void addAbx(
            List<ListeningResult> sessions, boolean everything, List<AbxRow> rows, List<String> unheard) {
        String test = sessions.get(0).test();
        int correct = 0;
        int trials = 0;
        int counted = 0;
        for (ListeningResult session : sessions) {
            List<Trial> heard = session.trials().stream()
                    .filter(t -> everything || !t.unheard())
                    .toList();
            int missing = session.trials().size() - heard.size();
            if (missing > 0) {
                unheard.add(test + ", " + name(session.listener()) + ", " + session.started() + ": " + missing + " of "
                        + session.trials().size());
            }
            if (heard.isEmpty()) {
                continue;
            }
            int right = (int) heard.stream().filter(Trial::correct).count();
            rows.add(AbxRow.of(test, session.listener(), 1, right, heard.size()));
            correct += right;
            trials += heard.size();
            counted++;
        }
        if (counted > 1) {
            rows.add(AbxRow.of(test, null, counted, correct, trials));
        }
    }

    private static void addMushra(List<ListeningResult> sessions, List<MushraRow> rows, List<String> screenedOut) {
        String test = sessions.get(0).test();
        Map<String, List<Double>> means = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (ListeningResult session : sessions) {
            if (!recognizesReference(session)) {
                screenedOut.add(test + ", " + name(session.listener()) + ", " + session.started());
                continue;
            }
            for (String condition : session.conditions()) {
                double[] scores = session.ratings().stream()
                        .filter(r -> r.condition().equals(condition))
                        .mapToDouble(Rating::score)
                        .toArray();
                if (scores.length > 0) {
                    double mean = Arrays.stream(scores).average().orElseThrow();
                    means.computeIfAbsent(condition, c -> new ArrayList<>()).add(mean);
                    counts.merge(condition, scores.length, Integer::sum);
                }
            }
        }
        means.forEach((condition, values) -> {
            StudentInterval interval = StudentInterval.of(
                    values.stream().mapToDouble(Double::doubleValue).toArray(), CONFIDENCE);
            rows.add(new MushraRow(
                    test, condition, values.size(), counts.get(condition), interval.mean(), interval.halfWidth()));
        });
    }

    private static boolean recognizesReference(ListeningResult session) {
        List<Rating> references = session.ratings().stream()
                .filter(r -> r.condition().equals(ListeningResult.REFERENCE))
                .toList();
        long missed = references.stream().filter(r -> r.score() < RECOGNIZED).count();
        return missed <= TOLERATED * references.size();
    }

    private static String name(String listener) {
        return listener == null ? "all" : listener.isEmpty() ? "(no name)" : listener;
    }

    /** Tables for people. */
    public String tables() {
        StringBuilder out = new StringBuilder();
        if (!abx.isEmpty()) {
            TextTable table = new TextTable()
                    .left("ABX", 24)
                    .left("listener", 20)
                    .right("sessions", 8)
                    .right("right", 9)
                    .right("p", 9)
                    .right("rate", 7)
                    .rest("95 % confidence");
            for (AbxRow row : abx) {
                table.row(
                        row.test,
                        name(row.listener),
                        row.sessions,
                        row.correct + "/" + row.trials,
                        probability(row.pValue),
                        TextTable.figure("%.2f", (double) row.correct / row.trials),
                        String.format(Locale.ROOT, "%.2f to %.2f", row.low, row.high));
            }
            out.append(table);
        }
        if (!mushra.isEmpty()) {
            if (!abx.isEmpty()) {
                out.append(System.lineSeparator());
            }
            TextTable table = new TextTable()
                    .left("MUSHRA", 24)
                    .left("condition", 24)
                    .right("sessions", 8)
                    .right("scores", 8)
                    .right("mean", 7)
                    .rest("95 % ±");
            for (MushraRow row : mushra) {
                table.row(
                        row.test,
                        row.condition,
                        row.sessions,
                        row.scores,
                        TextTable.figure("%.1f", row.mean),
                        TextTable.figure("%.1f", Double.isNaN(row.halfWidth) ? null : (Double) row.halfWidth));
            }
            out.append(table);
        }
        for (String session : screenedOut) {
            out.append("left out, for the hidden reference was not recognized: ")
                    .append(session)
                    .append(System.lineSeparator());
        }
        for (String session : unheard) {
            out.append("answers left out, for they were given without listening (--all-answers counts them): ")
                    .append(session)
                    .append(System.lineSeparator());
        }
        return out.toString();
    }

    private static String probability(double p) {
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }
}
