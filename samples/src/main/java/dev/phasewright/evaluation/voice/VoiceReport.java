package dev.phasewright.evaluation.voice;

import static dev.phasewright.evaluation.TextTable.percent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.judge.Closeness;
import java.util.List;
import java.util.Locale;

/**
 * The result of {@code phasewright evaluate voice}, as it is stored and printed.
 *
 * @param model what was evaluated
 * @param sampling how clips were drawn from it
 * @param seed of all that is random
 * @param voice whose it should be
 * @param others the other voices
 * @param references clips of each voice that others are compared with
 * @param chance the share that would be nearest to the voice by chance
 * @param rows a set of clips each
 * @param learned the number of clips that the model learned the voice from; null if they are not known
 * @param closeness to those clips; null if they are not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VoiceReport(
        String model,
        String sampling,
        long seed,
        String voice,
        List<String> others,
        int references,
        double chance,
        List<Row> rows,
        Integer learned,
        Closeness closeness) {

    /**
     * One set of clips. What was not measured is null.
     *
     * @param clips which
     * @param count how many
     * @param nearest share that are nearest to the voice in the space of voices
     * @param nearestByJudge the same in the judge's features
     * @param accuracy share of what the judge of words knows that it takes for what it should be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(String clips, int count, Double nearest, Double nearestByJudge, Double accuracy) {}

    /** The table, for people. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s (%s, seed %d): is the nearest of %d clips each of %s and %d other voices (%s) one of %s?%n%n",
                model,
                sampling,
                seed,
                references,
                voice,
                others.size(),
                String.join(", ", others),
                voice));
        TextTable table = new TextTable()
                .left("", 26)
                .right("clips", 6)
                .right("voice", 10)
                .right("judge's features", 18)
                .right("accuracy", 10);
        for (Row row : rows) {
            table.row(
                    row.clips,
                    row.count,
                    percent("%.1f", row.nearest),
                    percent("%.1f", row.nearestByJudge),
                    percent("%.1f", row.accuracy));
        }
        table.row("chance", "", percent("%.1f", chance), percent("%.1f", chance));
        text.append(table);
        if (closeness != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "%nnearest of the %d clips learned from: median distance of generated clips %.3f, of held-out ones "
                            + "%.3f, of learned ones to each other %.3f; copies: %.2f %% of generated clips, %.2f %% of "
                            + "held-out ones%n",
                    learned,
                    closeness.generated().median(),
                    closeness.test().median(),
                    closeness.train().median(),
                    100 * closeness.generated().copied(),
                    100 * closeness.test().copied()));
        }
        return text.toString();
    }
}
