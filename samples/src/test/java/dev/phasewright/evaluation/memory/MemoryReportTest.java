package dev.phasewright.evaluation.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.evaluation.memory.MemoryReport.Cell;
import dev.phasewright.evaluation.memory.MemoryReport.Look;
import dev.phasewright.judge.Interval;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryReportTest {
    private static Interval off(double share) {
        return new Interval(share, share - 0.1, share + 0.1, 48, 48);
    }

    @Test
    void whereToStopIsSaid() {
        Cell cell = new Cell(
                32,
                64,
                1000,
                0,
                List.of(
                        new Look(100, 0.3, 48, 0, off(0.3)),
                        new Look(150, 0.32, 48, 0, off(0.28)),
                        new Look(200, 0.4, 48, 30, off(0.25)),
                        new Look(300, 0.5, 48, 40, off(0.5))));
        MemoryReport report = new MemoryReport("here", 16, 48, List.of(cell));
        assertEquals(
                List.of(
                        "With 32 clips and width 64 (1,000 parameters) held-out clips are denoised best at update 100, after"
                                + " 50 passes; from update 200 on, 100 passes, surely more than 2 % of samples are memorized"
                                + " (held-out clips: 0.0 %). Training would keep the model of update 150: its samples are"
                                + " 28.0 % off recordings that were not learned from, and 0.0 % are memorized; the nearest, of"
                                + " update 200, are 25.0 % off, and 62.5 % are memorized."),
                report.advice());
        assertEquals(5, report.csv().lines().count());
    }

    /** n/2·log(1 + λ/σ²) = log m has the closed form σ = √(λ/(m^(2/n) − 1)). */
    @Test
    void aClipIsDecidedWhereTheChannelCarriesItsNumber() {
        SpatialSpectrum white = new SpatialSpectrum(2, 2, Collections.nCopies(4, 9f));
        assertEquals(Math.sqrt(9 / (Math.sqrt(100) - 1)), CollapseStudy.collapse(white, 100), 1e-9);
    }

    @Test
    void quartilesLeaveOutWhatIsNoNumber() {
        assertEquals(new Quartiles(1.5, 2, 2.5), Quartiles.of(3, Double.NaN, 1, 2));
        assertEquals("–", Quartiles.of().told("%.2f"));
        assertEquals("2.0 (1.5 – 2.5)", Quartiles.of(1, 2, 3).told("%.1f"));
    }
}
