package dev.phasewright.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Figures for other programs, as RFC 4180 has it but with lines that end as Unix's do; quoted is only what has to be. */
public final class CsvTable {
    private static final ObjectWriter CSV =
            new CsvMapper().writer().with(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);

    private final StringBuilder lines = new StringBuilder();

    /** A table without rows. */
    public CsvTable(String... header) {
        row((Object[]) header);
    }

    /** Adds a row; what is null, or a number that is not finite, is left empty. */
    public void row(@Nullable Object... cells) {
        Object[] told = Arrays.stream(cells).map(CsvTable::told).toArray();
        try {
            lines.append(CSV.writeValueAsString(told));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object told(@Nullable Object cell) {
        return cell == null || (cell instanceof Double d && !Double.isFinite(d)) ? "" : cell;
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
