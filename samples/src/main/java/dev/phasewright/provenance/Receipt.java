package dev.phasewright.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.evaluation.CsvTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link Provenance} found, as it is stored and printed.
 *
 * @param corpus the folder of the recordings
 * @param recordings how many were compared
 * @param unreadable how many could not be read
 * @param sounds a line for each sound
 */
public record Receipt(String corpus, int recordings, int unreadable, List<Line> sounds) {
    /** Copies the list. */
    public Receipt {
        sounds = List.copyOf(sounds);
    }

    /**
     * One sound.
     *
     * @param sound its name
     * @param copy whether it is nearer to a recording than the nearest hundredth of the recordings are to each other
     * @param nearest the recordings that it is nearest to, the nearest first
     */
    public record Line(String sound, boolean copy, List<Nearest> nearest) {
        /** Copies the list. */
        public Line {
            nearest = List.copyOf(nearest);
        }
    }

    /**
     * A recording. What its corpus does not tell is empty, and left out of JSON.
     *
     * @param distance 0 for a copy, about 1 where nothing is in common
     * @param recording its path within the corpus
     * @param licence under which it is given
     * @param author who made it
     * @param from the package that it came in, {@code package} in JSON
     * @param source what it was there
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Nearest(
            @JsonInclude(JsonInclude.Include.ALWAYS) double distance,
            String recording,
            String licence,
            String author,
            @JsonProperty("package") String from,
            String source) {
        private String line() {
            String told = Stream.of(licence, author, from, source)
                    .filter(fact -> !fact.isEmpty())
                    .collect(Collectors.joining("; "));
            return String.format(Locale.ROOT, "  %.3f  %s%s", distance, recording, told.isEmpty() ? "" : "  " + told);
        }
    }

    /** For people: of each sound a heading, and a line for each recording. */
    public String table() {
        StringBuilder text = new StringBuilder();
        for (Line line : sounds) {
            text.append(line.sound)
                    .append(line.copy ? ": a copy, or nearly" : ": no copy")
                    .append(System.lineSeparator());
            line.nearest.forEach(near -> text.append(near.line()).append(System.lineSeparator()));
        }
        return text.toString();
    }

    /** For other programs: a row for each sound and recording. */
    public String csv() {
        CsvTable table = new CsvTable(
                "sound", "copy", "rank", "distance", "recording", "licence", "author", "package", "source");
        for (Line line : sounds) {
            for (int rank = 0; rank < line.nearest.size(); rank++) {
                Nearest near = line.nearest.get(rank);
                table.row(
                        line.sound,
                        line.copy ? "yes" : "no",
                        rank + 1,
                        String.format(Locale.ROOT, "%.4f", near.distance),
                        near.recording,
                        near.licence,
                        near.author,
                        near.from,
                        near.source);
            }
        }
        return table.toString();
    }

    /** For a README: a sentence of what was found, and a table of the nearest recording of each sound. */
    public String markdown() {
        long copies = sounds.stream().filter(Line::copy).count();
        StringBuilder text = new StringBuilder();
        text.append("Of each sound, the nearest of the ").append(recordings);
        text.append(" recordings that the model learned from. The distance is deaf to\n");
        text.append("level, place in time and mild filters: 0 is a copy, about 1 has nothing in common. ");
        text.append(copies == 0 ? "No sound is" : copies + " of " + sounds.size() + " are");
        text.append("\nnearer to a recording than the nearest hundredth of the recordings are to each other.\n\n");
        text.append("| sound | distance | recording | licence | author | package |\n|---|---:|---|---|---|---|\n");
        for (Line line : sounds) {
            Nearest near = line.nearest.get(0);
            text.append(Stream.of(
                            line.sound + (line.copy ? " (copy)" : ""),
                            String.format(Locale.ROOT, "%.3f", near.distance),
                            near.source.isEmpty() ? near.recording : near.source,
                            near.licence,
                            near.author,
                            near.from)
                    .map(cell -> cell.replace("|", "\\|"))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
        }
        return text.toString();
    }
}
