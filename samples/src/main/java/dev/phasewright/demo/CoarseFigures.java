package dev.phasewright.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.theory.causality.CausalityMatrix;
import dev.phasewright.theory.causality.CausalityMatrix.Level;
import dev.phasewright.theory.causality.CausalityMatrix.Shares;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What the page of the causality matrix shows.
 *
 * @param drawn each level as the page's script reads it
 * @param rows each level as the page's table tells it
 */
record CoarseFigures(List<Drawn> drawn, List<Row> rows) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A level to be drawn.
     *
     * @param gains J, a row for each octave of the answer
     * @param wiener the null's diagonal
     * @param drowned which octaves of the question noise drowns
     */
    record Drawn(List<List<Double>> gains, List<Double> wiener, List<Boolean> drowned) {}

    /**
     * A level to be told.
     *
     * @param sigma in words
     * @param shares where the answer to white noise comes from, in percent: the octave itself, lower ones, higher ones,
     *     drowned ones, and drowned ones as Wiener's filter has it
     */
    record Row(String sigma, List<String> shares) {}

    static CoarseFigures of(CausalityMatrix matrix) {
        return new CoarseFigures(
                matrix.levels().stream().map(CoarseFigures::drawn).toList(),
                matrix.levels().stream()
                        .map(level -> row(level.sigma(), matrix.shares(level)))
                        .toList());
    }

    private static Drawn drawn(Level level) {
        return new Drawn(
                level.gains().stream().map(CoarseFigures::few).toList(),
                few(level.wiener()),
                IntStream.range(0, level.wiener().size())
                        .mapToObj(band -> CausalityMatrix.isDrowned(level, band))
                        .toList());
    }

    private static List<Double> few(List<Double> values) {
        return values.stream().map(TideFigures::few).toList();
    }

    private static Row row(double sigma, Shares shares) {
        return new Row(
                String.format(Locale.ROOT, "%.2g", sigma),
                List.of(
                        percent(shares.same()),
                        percent(shares.upward()),
                        percent(shares.downward()),
                        percent(shares.drowned()),
                        percent(shares.drownedNull())));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** What is drawn, compact. */
    String json() {
        try {
            return JSON.writeValueAsString(drawn);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // Words and numbers can be written.
        }
    }
}
