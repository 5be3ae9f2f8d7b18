package dev.phasewright.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CsvTableTest {
    @Test
    void commasAndQuotesAreQuotedAndWhatIsNoNumberIsEmpty() {
        CsvTable table = new CsvTable("of", "value");
        table.row("my \"best\" model, σ", 0.5);
        table.row("real", Double.NaN);
        table.row(null, 3);
        assertEquals("of,value\n\"my \"\"best\"\" model, σ\",0.5\nreal,\n,3\n", table.toString());
    }
}
