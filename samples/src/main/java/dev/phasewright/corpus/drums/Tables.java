package dev.phasewright.corpus.drums;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The tables in the resources. */
final class Tables {
    private static final ObjectReader CSV =
            new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);

    private Tables() {}

    /** The rows of a table below its header. */
    static List<List<String>> rows(String name) throws IOException {
        try (InputStream in = Tables.class.getResourceAsStream(name);
                MappingIterator<List<String>> rows = CSV.readValues(in)) {
            List<List<String>> all = rows.readAll();
            return all.subList(1, all.size());
        }
    }
}
