package dev.phasewright.evaluation.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TransferReportTest {
    private static final TransferReport.Row NOTHING =
            new TransferReport.Row("nothing", 100, List.of(Map.of(10L, 0.9, 20L, 0.5), Map.of(10L, 0.7, 20L, 0.3)));

    private static TransferReport.Row row(double first, double second) {
        return new TransferReport.Row("fields", 100, List.of(Map.of(10L, first, 20L, second)));
    }

    @Test
    void updatesAreCountedToWhereTheLossIsAsLow() {
        assertEquals(0.4, NOTHING.best(), 1e-12);
        assertEquals(20, NOTHING.updatesTo(0.4));
        assertEquals(15, row(0.5, 0.3).updatesTo(0.4), 1e-9);
        assertEquals(10, row(0.4, 0.3).updatesTo(0.4));
        assertEquals(Double.NaN, row(0.6, 0.5).updatesTo(0.4));
    }

    @Test
    void theTableSaysHowManyTimesFewerTheyAre() {
        TransferReport report = new TransferReport("digits", 600, 20, 2, List.of(NOTHING, row(0.5, 0.3)));
        Pattern told = Pattern.compile("fields +100 +0.500 +0.300 +0.300 +15 +1.3");
        assertTrue(told.matcher(report.table()).find(), report.table());
        TransferReport soon = new TransferReport("digits", 600, 20, 2, List.of(NOTHING, row(0.3, 0.2)));
        Pattern first = Pattern.compile("fields +100 .* at most 10 +at least 2.0");
        assertTrue(first.matcher(soon.table()).find(), soon.table());
        assertTrue(report.csv().contains("nothing,100,2,20,0.3\n"), report.csv());
    }
}
