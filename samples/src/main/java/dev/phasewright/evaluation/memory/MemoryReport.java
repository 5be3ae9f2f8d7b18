package dev.phasewright.evaluation.memory;

import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.evaluation.training.HeldOutLoss;
import dev.phasewright.judge.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The result of {@code phasewright study memory --part share}, as it is stored and printed.
 *
 * @param corpus whose clips are learned from
 * @param batch clips an update
 * @param samples at each look
 * @param cells a network each
 */
public record MemoryReport(String corpus, int batch, int samples, List<Cell> cells) {
    /** More than this is too much, as in {@code train}. */
    private static final double MOST = 0.02;

    /**
     * A network on its way.
     *
     * @param clips that it learns from
     * @param width of the network
     * @param parameters of it
     * @param heldOut the share of held-out clips that would count as memorized; not a number if there are none
     * @param looks in the order of their updates
     */
    public record Cell(int clips, int width, long parameters, double heldOut, List<Look> looks) {
        /** The look at which held-out clips were denoised best; nothing if none are held out. */
        public Optional<Look> best() {
            return looks.stream()
                    .filter(look -> Double.isFinite(look.loss()))
                    .min(Comparator.comparingDouble(Look::loss));
        }

        /** The first look from which on all samples surely have more than 2 % that are memorized. */
        public Optional<Look> memorizes() {
            Look first = null;
            for (Look look : looks) {
                first = look.interval().low() > MOST ? (first == null ? look : first) : null;
            }
            return Optional.ofNullable(first);
        }

        /** The look at the model that {@code train} would have kept, by {@link HeldOutLoss}. */
        public Optional<Look> kept() {
            HeldOutLoss loss = new HeldOutLoss();
            Look kept = null;
            for (Look look : looks) {
                loss.told(look.updates(), Map.of("loss", look.loss()));
                if (loss.isPast()) {
                    break;
                }
                kept = loss.isGood() ? look : kept;
            }
            return Optional.ofNullable(kept);
        }

        /** The look whose samples were nearest to recordings; nothing if no judge was asked. */
        public Optional<Look> nearest() {
            return looks.stream()
                    .filter(look -> Double.isFinite(look.distance().estimate()))
                    .min(Comparator.comparingDouble(look -> look.distance().estimate()));
        }

        /** How often each clip was learned from, by a look. */
        public double passes(Look look, int batch) {
            return (double) look.updates() * batch / clips;
        }
    }

    /**
     * What a network was after some updates.
     *
     * @param updates done
     * @param loss on held-out clips; not a number if there are none
     * @param samples that were drawn
     * @param memorized those whose nearest training clip is less than a third as far as the second nearest
     * @param distance of the samples from recordings that were not learned from, as a share of their variance; not a
     *     number if no judge was asked
     */
    public record Look(long updates, double loss, int samples, int memorized, Interval distance) {
        /** The share of memorized samples. */
        public double share() {
            return (double) memorized / samples;
        }

        /** The share with its 95 % interval. */
        public Interval interval() {
            return Interval.ofShare(memorized, samples);
        }
    }

    /** The tables and the sentences, for people. */
    public String table() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "small networks learn from clips of %s, %d an update; of %d samples those are memorized whose nearest"
                        + " training clip is less than a third as far as the second nearest%n%n",
                corpus,
                batch,
                samples));
        TextTable table = new TextTable()
                .right("clips", 6)
                .right("width", 6)
                .right("update", 7)
                .right("passes", 8)
                .right("held-out loss", 14)
                .right("memorized", 10)
                .right("95 % interval", 15)
                .right("distance", 9)
                .right("95 % interval", 16);
        for (Cell cell : cells) {
            for (Look look : cell.looks()) {
                table.row(
                        cell.clips(),
                        cell.width(),
                        look.updates(),
                        String.format(Locale.ROOT, "%.1f", cell.passes(look, batch)),
                        TextTable.figure("%.4f", look.loss()),
                        TextTable.percent("%.1f", look.share()),
                        ends(look.interval()),
                        TextTable.percent("%.1f", look.distance().estimate()),
                        ends(look.distance()));
            }
        }
        text.append(table).append(System.lineSeparator());
        advice().forEach(line -> text.append(line).append(System.lineSeparator()));
        return text.toString();
    }

    private static String ends(Interval interval) {
        String low = TextTable.percent("%.1f", interval.low());
        return Double.isNaN(interval.low()) ? low : low + " – " + TextTable.percent("%.1f", interval.high());
    }

    /** For each network, where to stop, in a sentence. */
    public List<String> advice() {
        List<String> lines = new ArrayList<>();
        for (Cell cell : cells) {
            String learned = cell.best()
                    .map(best -> String.format(
                            Locale.ROOT,
                            "held-out clips are denoised best at update %d, after %.0f passes",
                            best.updates(),
                            cell.passes(best, batch)))
                    .orElse("no clips are held out");
            String copied = cell.memorizes()
                    .map(first -> String.format(
                            Locale.ROOT,
                            "from update %d on, %.0f passes, surely more than 2 %% of samples are memorized",
                            first.updates(),
                            cell.passes(first, batch)))
                    .orElse("up to the last update it is not sure that more than 2 % of samples are memorized");
            lines.add(String.format(
                    Locale.ROOT,
                    "With %d clips and width %d (%,d parameters) %s; %s (held-out clips: %s).%s",
                    cell.clips(),
                    cell.width(),
                    cell.parameters(),
                    learned,
                    copied,
                    TextTable.percent("%.1f", cell.heldOut()),
                    stopped(cell)));
        }
        return lines;
    }

    /** What {@code train} would have kept, beside the best there was; nothing if that is not known. */
    private static String stopped(Cell cell) {
        Look kept = cell.kept().orElse(null);
        Look nearest = cell.nearest().orElse(null);
        if (kept == null || nearest == null) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                " Training would keep the model of update %d: its samples are %s off recordings that were not learned from, and"
                        + " %s are memorized; the nearest, of update %d, are %s off, and %s are memorized.",
                kept.updates(),
                TextTable.percent("%.1f", kept.distance().estimate()),
                TextTable.percent("%.1f", kept.share()),
                nearest.updates(),
                TextTable.percent("%.1f", nearest.distance().estimate()),
                TextTable.percent("%.1f", nearest.share()));
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable(
                "clips",
                "width",
                "parameters",
                "updates",
                "passes",
                "loss",
                "samples",
                "memorized",
                "low",
                "high",
                "distance",
                "distance low",
                "distance high");
        for (Cell cell : cells) {
            for (Look look : cell.looks()) {
                table.row(
                        cell.clips(),
                        cell.width(),
                        cell.parameters(),
                        look.updates(),
                        cell.passes(look, batch),
                        look.loss(),
                        look.samples(),
                        look.memorized(),
                        look.interval().low(),
                        look.interval().high(),
                        look.distance().estimate(),
                        look.distance().low(),
                        look.distance().high());
            }
        }
        return table.toString();
    }
}
