package dev.phasewright.autoregressive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.autoregressive.CoefficientTable.Order;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.SoundFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipCodeTest {
    private static final int FRAMES = 16;
    private static final int ALL = FRAMES * SoundFolder.TINY.bands();

    @TempDir
    Path folder;

    private LogMelDataset tones() throws IOException {
        return SoundFolder.read(Recordings.in(SoundFolder.tones(folder.resolve("tones"), 12)), folder);
    }

    private static CoefficientTable table(LogMelDataset data, int kept, double step, Order order) {
        return CoefficientTable.measure(data, Normalization.of(data, FRAMES), FRAMES, kept, step, order);
    }

    @Test
    void ordersAllCoefficientsByHowTheyVaryOrTheOtherWayRound() throws IOException {
        try (LogMelDataset data = tones()) {
            CoefficientTable coarse = table(data, ALL, 0.1, Order.FALLING);
            assertEquals(ALL, new HashSet<>(coarse.places()).size());
            assertTrue(coarse.places().stream().allMatch(p -> p >= 0 && p < ALL));
            for (int i = 1; i < ALL; i++) {
                assertTrue(coarse.deviations().get(i) <= coarse.deviations().get(i - 1));
            }
            CoefficientTable fine = table(data, ALL, 0.1, Order.RISING);
            assertEquals(List.of(Order.FALLING, Order.RISING), List.of(coarse.order(), fine.order()));
            List<Integer> turned = new ArrayList<>(fine.places());
            Collections.reverse(turned);
            assertEquals(coarse.places(), turned);
            assertEquals(
                    coarse.places().subList(0, 9),
                    table(data, 9, 0.1, Order.FALLING).places());
        }
    }

    @Test
    void readsWhatItWroteToHalfAStepOfEachCoefficient() throws IOException {
        try (LogMelDataset data = tones()) {
            Normalization normalization = Normalization.of(data, FRAMES);
            CoefficientTable table = table(data, ALL, 0.1, Order.FALLING);
            ClipCode code = new ClipCode(table);
            double bound = 0;
            for (int i = 0; i < ALL; i++) {
                bound += table.stepOf(i) * table.stepOf(i) / 4;
            }
            float[] clip = new float[ALL];
            for (int c = 0; c < data.size(); c++) {
                data.copy(c, 0, FRAMES, clip, 0);
                normalization.normalize(clip);
                int[] symbols = code.encode(clip);
                float[] read = code.decode(symbols);
                double error = 0;
                for (int j = 0; j < ALL; j++) {
                    error += (read[j] - clip[j]) * (read[j] - clip[j]);
                }
                assertTrue(error <= bound, error + " of " + bound);
                assertArrayEquals(symbols, code.encode(read));
            }
            CodeLoss all = CodeLoss.of(data, normalization, table);
            assertTrue(all.lost() <= Math.sqrt(bound / ALL), all.toString());
            CodeLoss few = CodeLoss.of(data, normalization, table(data, 9, 0.1, Order.FALLING));
            assertTrue(few.lost() > all.lost() && few.bits() < all.bits(), few + " and " + all);
        }
    }

    /** One coefficient that takes two values as often costs a bit. */
    @Test
    void countsBitsWithoutContext() throws IOException {
        for (int i = 0; i < 4; i++) {
            Audio tone = SoundFolder.tone(400, i % 2 == 0 ? 0.5 : 0.005, 2000, 8000);
            SoundFolder.write(folder.resolve("two/" + i + ".wav"), tone);
        }
        try (LogMelDataset data = SoundFolder.read(Recordings.in(folder.resolve("two")), folder)) {
            CoefficientTable table = table(data, 1, 0.1, Order.FALLING);
            assertEquals(
                    1, CodeLoss.of(data, Normalization.of(data, FRAMES), table).bits(), 1e-9);
        }
    }

    @Test
    void refusesWhatLeavesNothing() throws IOException {
        try (LogMelDataset data = tones()) {
            assertThrows(IllegalArgumentException.class, () -> table(data, ALL + 1, 0.1, Order.FALLING));
            assertThrows(IllegalArgumentException.class, () -> table(data, 0, 0.1, Order.FALLING));
            assertThrows(IllegalArgumentException.class, () -> table(data, 9, Double.NaN, Order.FALLING));
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> table(data, 9, 1e6, Order.FALLING));
            assertTrue(e.getMessage().startsWith("steps of 1000000.0 leave nothing"), e.getMessage());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CoefficientTable(2, 2, 1, List.of(0, 0), List.of(0f, 0f), List.of(1f, 1f)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CoefficientTable(2, 2, 1, List.of(4), List.of(0f), List.of(1f)));
        }
        SoundFolder.write(folder.resolve("silence/1.wav"), SoundFolder.tone(400, 0, 2000, 8000));
        SoundFolder.write(folder.resolve("silence/2.wav"), SoundFolder.tone(400, 0, 2000, 8000));
        try (LogMelDataset data = SoundFolder.read(Recordings.in(folder.resolve("silence")), folder)) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> table(data, 9, 0.1, Order.FALLING));
            assertTrue(e.getMessage().contains("they are silent or all the same"), e.getMessage());
        }
    }
}
