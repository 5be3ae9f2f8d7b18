package dev.phasewright.data;

import static dev.phasewright.data.SoundFolder.TINY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMelDatasetTest {
    private static final float FLOOR = (float) Math.log(TINY.floor());

    @TempDir
    Path folder;

    @TempDir
    Path workspace;

    private final SoundFolder.Told told = new SoundFolder.Told();

    private LogMelDataset read(MelSpec spec, boolean strict) throws IOException {
        return LogMelDataset.read(Recordings.in(folder), spec, workspace, strict, told);
    }

    private static Audio noise(int samples, int rate, int channels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] waves = new float[channels][samples];
        for (float[] wave : waves) {
            for (int i = 0; i < samples; i++) {
                wave[i] = (float) (0.5 * random.nextDouble() - 0.25);
            }
        }
        return Audio.of(waves, rate);
    }

    private static float[] whole(LogMelDataset data, int index) {
        float[] values = new float[data.frames(index) * TINY.bands()];
        data.copy(index, 0, data.frames(index), values, 0);
        return values;
    }

    @Test
    void holdsTheFeaturesOfEveryFile() throws IOException {
        for (int i = 0; i < 5; i++) {
            SoundFolder.write(
                    folder.resolve(i < 2 ? "ape" : "bee").resolve(i + ".wav"), noise(900 + 300 * i, 8000, 1, i));
        }
        try (LogMelDataset data = read(TINY, true)) {
            assertEquals(5, data.size());
            assertEquals(List.of("ape", "bee"), data.classes());
            for (int i = 0; i < 5; i++) {
                assertEquals(i < 2 ? 0 : 1, data.classOf(i));
                assertEquals(i + ".wav", data.file(i).getFileName().toString());
                Audio audio = SoundFile.read(data.file(i));
                LogMel expected = MelFilterBank.of(TINY)
                        .apply(Stft.of(TINY.stft()).forward(audio).magnitudes());
                assertEquals(expected.frames(), data.frames(i));
                assertArrayEquals(expected.toArray(), whole(data, i));
            }
            assertEquals(5, told.done);
            assertEquals(5, told.of);
        }
    }

    @Test
    void mixesAndResamplesWhatComesOtherwise() throws IOException {
        Audio mono = SoundFolder.tone(500, 0.5, 22050, 22050);
        float[] left = mono.channel(0);
        float[] right = new float[left.length];
        for (int i = 0; i < left.length; i++) {
            left[i] *= 1.5f;
            right[i] = left[i] / 3;
        }
        SoundFolder.write(folder.resolve("a.wav"), SoundFolder.tone(500, 0.5, 8000, 8000));
        SoundFolder.write(folder.resolve("b.wav"), Audio.of(new float[][] {left, right}, 22050));
        try (LogMelDataset data = read(TINY, true)) {
            assertEquals(data.frames(0), data.frames(1));
            float[] expected = whole(data, 0);
            float[] actual = whole(data, 1);
            for (int frame = 4; frame < data.frames(0) - 4; frame++) {
                int loudest = 1;
                assertEquals(expected[frame * 8 + loudest], actual[frame * 8 + loudest], 0.01);
            }
        }
    }

    @Test
    void computesALongRecordingInPiecesWithoutASeam() throws IOException {
        Audio audio = noise(5000 * TINY.stft().hop() + 17, 8000, 1, 3);
        float[] atOnce = MelFilterBank.of(TINY)
                .apply(Stft.of(TINY.stft()).forward(audio).magnitudes())
                .toArray();
        assertArrayEquals(atOnce, LogMelDataset.features(audio, TINY).toArray());
    }

    @Test
    void padsAShortRecordingWithSilence() throws IOException {
        SoundFolder.write(folder.resolve("a.wav"), noise(640, 8000, 1, 1));
        try (LogMelDataset data = read(TINY, true)) {
            assertEquals(11, data.frames(0));
            float[] clip = new float[3 + 20 * 8 + 3];
            data.copy(0, 0, 20, clip, 3);
            assertArrayEquals(whole(data, 0), Arrays.copyOfRange(clip, 3, 3 + 11 * 8));
            for (int i = 3 + 11 * 8; i < 3 + 20 * 8; i++) {
                assertEquals(FLOOR, clip[i]);
            }
            assertArrayEquals(new float[3], Arrays.copyOfRange(clip, 0, 3));
            assertArrayEquals(new float[3], Arrays.copyOfRange(clip, 163, 166));
            data.copy(0, 9, 4, clip, 0);
            assertEquals(FLOOR, clip[2 * 8]);
            assertNotEquals(FLOOR, clip[8]);
            data.copy(0, 30, 1, clip, 0);
            assertEquals(FLOOR, clip[0]);
        }
    }

    @Test
    void cropsALongRecordingAnywhereAndAShortOneAtItsStart() throws IOException {
        SoundFolder.write(folder.resolve("long.wav"), noise(64 * 20, 8000, 1, 1));
        SoundFolder.write(folder.resolve("short.wav"), noise(64 * 3, 8000, 1, 2));
        try (LogMelDataset data = read(TINY, true)) {
            float[] all = whole(data, 0);
            Set<Integer> starts = new HashSet<>();
            SplittableRandom random = new SplittableRandom(7);
            float[] clip = new float[16 * 8];
            for (int i = 0; i < 300; i++) {
                data.copyRandom(0, 16, clip, 0, random);
                int start = 0;
                while (!Arrays.equals(clip, Arrays.copyOfRange(all, start * 8, (start + 16) * 8))) {
                    start++;
                }
                starts.add(start);
            }
            assertEquals(Set.of(0, 1, 2, 3, 4, 5), starts);
            data.copyRandom(1, 16, clip, 0, random);
            assertArrayEquals(whole(data, 1), Arrays.copyOf(clip, 4 * 8));
        }
    }

    @Test
    void skipsABadFileAndTellsOrFails() throws IOException {
        SoundFolder.write(folder.resolve("a.wav"), noise(640, 8000, 1, 1));
        Files.write(folder.resolve("b.wav"), new byte[] {1, 2, 3});
        SoundFolder.write(folder.resolve("c.wav"), noise(640, 8000, 1, 3));
        SoundFolder.write(folder.resolve("d.wav"), Audio.mono(new float[0], 8000));
        try (LogMelDataset data = read(TINY, false)) {
            assertEquals(2, data.size());
            assertEquals("c.wav", data.file(1).getFileName().toString());
            assertArrayEquals(
                    LogMelDataset.features(SoundFile.read(data.file(1)), TINY).toArray(), whole(data, 1));
        }
        assertEquals(2, told.skipped.size());
        assertTrue(told.skipped.get(0).contains("b.wav"), told.skipped.get(0));
        assertEquals(folder.resolve("d.wav") + ": holds no sound; leave it out", told.skipped.get(1));
        SoundFileException e = assertThrows(SoundFileException.class, () -> read(TINY, true));
        assertTrue(e.getMessage().contains("b.wav"), e.getMessage());
        assertLeftNothing();
    }

    @Test
    void skipsARateSoLowThatResamplingWouldNeverEnd() throws IOException {
        SoundFolder.write(folder.resolve("a.wav"), noise(640, 8000, 1, 1));
        SoundFolder.write(folder.resolve("slow.wav"), noise(400_000, 1, 1, 1));
        try (LogMelDataset data = read(TINY, false)) {
            assertEquals(1, data.size());
            assertEquals(List.of(folder.resolve("slow.wav") + ": too long; cut it into pieces"), told.skipped);
        }
    }

    @Test
    void isEmptyIfNothingCouldBeReadAndSaysSoWhenLearnedFrom() throws IOException {
        Files.write(folder.resolve("b.wav"), new byte[] {1, 2, 3});
        try (LogMelDataset data = read(TINY, false)) {
            assertEquals(0, data.size());
            assertEquals(1, told.skipped.size());
            assertEquals(
                    "there is no recording to learn from",
                    assertThrows(IllegalArgumentException.class, () -> Normalization.of(data, 4))
                            .getMessage());
        }
    }

    @Test
    void readsMoreFilesThanOneChunk() throws IOException {
        for (int i = 0; i < 300; i++) {
            SoundFolder.write(folder.resolve(String.format(Locale.ROOT, "%03d.wav", i)), noise(64 + i, 8000, 1, i));
        }
        try (LogMelDataset data = read(TINY, true)) {
            assertEquals(300, data.size());
            for (int i : new int[] {0, 255, 256, 299}) {
                assertArrayEquals(
                        LogMelDataset.features(SoundFile.read(data.file(i)), TINY)
                                .toArray(),
                        whole(data, i));
            }
        }
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        SoundFolder.write(folder.resolve("a.wav"), noise(640, 8000, 1, 1));
        LogMelDataset data = read(TINY, true);
        data.close();
        assertLeftNothing();
    }

    private void assertLeftNothing() throws IOException {
        try (Stream<Path> files = Files.list(workspace)) {
            assertEquals(0, files.count());
        }
    }

    private String fingerprint(MelSpec spec) throws IOException {
        try (LogMelDataset data = read(spec, true)) {
            return data.fingerprint();
        }
    }

    @Test
    void hasAFingerprintOfContentNamesAndFeatures() throws IOException {
        SoundFolder.write(folder.resolve("a.wav"), noise(640, 8000, 1, 1));
        SoundFolder.write(folder.resolve("b.wav"), noise(640, 8000, 1, 2));
        String first = fingerprint(TINY);
        assertTrue(first.matches("[0-9a-f]{16}"), first);
        assertEquals(first, fingerprint(TINY));
        MelSpec other = new MelSpec(TINY.stft(), 8, TINY.scale(), true, 0, 4000, 0.01);
        assertNotEquals(first, fingerprint(other));
        SoundFolder.write(folder.resolve("b.wav"), noise(640, 8000, 1, 3));
        String changed = fingerprint(TINY);
        assertNotEquals(first, changed);
        Files.move(folder.resolve("b.wav"), folder.resolve("c.wav"));
        assertNotEquals(changed, fingerprint(TINY));
    }

    @Test
    void normalizationMakesEveryBandUnitVarianceAndGoesBack() throws IOException {
        for (int i = 0; i < 6; i++) {
            SoundFolder.write(folder.resolve(i + ".wav"), noise(64 * 15, 8000, 1, i));
        }
        try (LogMelDataset data = read(TINY, true)) {
            Normalization normalization = Normalization.of(data, 20);
            double[] sum = new double[8];
            double[] squares = new double[8];
            for (int i = 0; i < data.size(); i++) {
                float[] clip = new float[20 * 8];
                data.copy(i, 0, 20, clip, 0);
                float[] before = clip.clone();
                normalization.normalize(clip);
                for (int j = 0; j < clip.length; j++) {
                    sum[j % 8] += clip[j];
                    squares[j % 8] += clip[j] * clip[j];
                }
                assertArrayEquals(before, normalization.denormalize(clip, TINY).toArray(), 1e-5f);
            }
            for (int band = 0; band < 8; band++) {
                assertEquals(0, sum[band] / 120, 1e-5);
                assertEquals(1, squares[band] / 120, 1e-4);
            }
        }
    }

    @Test
    void normalizationDoesNotBlowUpABandThatNeverMoves() throws IOException {
        SoundFolder.write(folder.resolve("a.wav"), Audio.mono(new float[640], 8000));
        try (LogMelDataset data = read(TINY, true)) {
            Normalization normalization = Normalization.of(data, 11);
            assertEquals(0.05f, normalization.deviation().get(0));
            assertEquals(FLOOR, normalization.mean().get(0));
        }
        List<Float> one = List.of(1f);
        assertThrows(IllegalArgumentException.class, () -> new Normalization(one, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Normalization(one, List.of(0f)));
        assertThrows(IllegalArgumentException.class, () -> new Normalization(List.of(Float.NaN), one));
    }
}
