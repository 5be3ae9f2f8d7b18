package dev.phasewright.demo;

import dev.phasewright.vocoder.metric.Fidelity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each vocoder reached, for a page to show.
 *
 * @param over what it was measured on, in words
 * @param command what printed the same figures
 * @param rows kind by kind, and of each kind input by input
 */
record FidelityTable(String over, String command, List<Row> rows) {
    /**
     * One line.
     *
     * @param kind of sound
     * @param input what was known of magnitudes: linear or mel
     * @param method what made phase
     * @param fidelity what was measured
     */
    record Row(String kind, String input, String method, Fidelity fidelity) {
        String convergence() {
            return decibels(fidelity.spectralConvergence(), 1);
        }

        String logSpectralDistance() {
            return decibels(fidelity.logSpectralDistance(), 2);
        }

        String estoi() {
            return decibels(fidelity.estoi(), 3);
        }

        String cepstralDistortion() {
            return decibels(fidelity.melCepstralDistortion(), 2);
        }

        String groupDelay() {
            return decibels(fidelity.phase().groupDelay(), 3);
        }

        String instantaneousFrequency() {
            return decibels(fidelity.phase().instantaneousFrequency(), 3);
        }

        private static String decibels(double value, int digits) {
            return Double.isFinite(value)
                    ? String.format(Locale.ROOT, "%." + digits + "f", value).replace('-', '−')
                    : Double.isNaN(value) ? "–" : value < 0 ? "−∞" : "∞";
        }
    }

    /** @throws NullPointerException if something is missing */
    FidelityTable {
        rows = List.copyOf(rows);
    }

    /** The rows in groups, a heading for each. */
    Map<String, List<Row>> groups() {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            String heading =
                    row.kind() + (row.input().equals("mel") ? ", from mel bands" : ", phase from true magnitudes");
            groups.computeIfAbsent(heading, h -> new ArrayList<>()).add(row);
        }
        return groups;
    }
}
