package dev.phasewright.data;

import static dev.phasewright.data.SoundFolder.TINY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Knobs' scales, from figures and altered copies of recordings. */
class KnobScaleTest {
    private static final Measures PEAK =
            new Measures(List.of("peak"), List.of("1"), sound -> new double[] {sound.peak()});

    /** Each copy is half as loud, or the fellow. */
    private static final Variation HALF =
            (sound, fellow, random) -> random.nextBoolean() ? sound.scaled(0.5) : fellow.get();

    @TempDir
    Path folder;

    @TempDir
    Path workspace;

    private LogMelDataset read(Measures measures, int copies, long seed) throws IOException {
        return LogMelDataset.read(
                Recordings.in(folder),
                new LogMelDataset.Content(TINY, measures, new Variation.Copies(HALF, copies, seed)),
                workspace,
                true,
                new SoundFolder.Told());
    }

    private void write() throws IOException {
        double[] levels = {0.2, 0.4, 0.6, 0.8};
        for (int i = 0; i < levels.length; i++) {
            Audio tone = SoundFolder.tone(1000, levels[i], 8000, 8000);
            SoundFolder.write(folder.resolve((i < 2 ? "a/" : "b/") + i + ".wav"), tone);
        }
    }

    @Test
    void percentilesAreThoseOfTheOwnClass() throws IOException {
        write();
        try (LogMelDataset data = read(PEAK, 0, 1)) {
            KnobScale knob = KnobScale.of(data, 0);
            assertEquals("peak", knob.name());
            assertEquals(2, knob.scales().size());
            assertEquals(0, KnobScale.percentiles(List.of(knob), data, 2)[0], 1e-6, "the softest of its class");
            assertEquals(100, KnobScale.percentiles(List.of(knob), data, 1)[0], 1e-6, "the loudest of its class");
            assertEquals(50, knob.percentile(0, 0.3), 1);
            assertArrayEquals(new double[] {-1}, KnobScale.percentiles(List.of(knob), Map.of()), "nothing is asked");
            KnobScale.requireMeasured(List.of(knob), data);
        }
    }

    @Test
    void copiesAreRecordingsOfTheirOwnThatFollowFromTheSeed() throws IOException {
        write();
        try (LogMelDataset plain = read(PEAK, 0, 1);
                LogMelDataset some = read(PEAK, 3, 1);
                LogMelDataset same = read(PEAK, 3, 1);
                LogMelDataset other = read(PEAK, 3, 2)) {
            assertEquals(16, some.size());
            assertEquals(plain.fingerprintOf(1), some.fingerprintOf(4), "each recording stands before its copies");
            assertEquals(plain.figureOf(1, 0), some.figureOf(4, 0));
            IntStream.range(4, 8).forEach(i -> assertEquals(0, some.classOf(i)));
            assertEquals(some.fingerprint(), same.fingerprint());
            assertNotEquals(some.fingerprint(), other.fingerprint());
            for (int i = 0; i < 16; i++) {
                assertEquals(some.fingerprintOf(i), same.fingerprintOf(i));
            }
        }
    }

    @Test
    void whatIsNotAskedLeavesTheFingerprint() throws IOException {
        write();
        try (LogMelDataset plain = SoundFolder.read(Recordings.in(folder), workspace);
                LogMelDataset none = read(Measures.NONE, 0, 7);
                LogMelDataset measured = read(PEAK, 0, 7)) {
            assertEquals(plain.fingerprint(), none.fingerprint());
            assertNotEquals(plain.fingerprint(), measured.fingerprint());
            KnobScale knob = KnobScale.of(measured, 0);
            assertThrows(IllegalArgumentException.class, () -> KnobScale.requireMeasured(List.of(knob), plain));
        }
    }

    @Test
    void aClassWithoutFiguresHasTheScaleOfAll() throws IOException {
        write();
        Measures loud = new Measures(
                List.of("peak"), List.of("1"), sound -> new double[] {sound.peak() > 0.5 ? sound.peak() : Double.NaN});
        try (LogMelDataset data = read(loud, 0, 1)) {
            KnobScale knob = KnobScale.of(data, 0);
            assertEquals(knob.of(1), knob.of(0));
            assertArrayEquals(new double[] {-1}, KnobScale.percentiles(List.of(knob), data, 0));
        }
    }
}
