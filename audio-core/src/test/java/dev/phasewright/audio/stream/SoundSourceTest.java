package dev.phasewright.audio.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Fixtures;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundFileReadingTest;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format piece by piece: the samples that {@link SoundFileReadingTest} checks against other programs. */
class SoundSourceTest {
    @TempDir
    Path folder;

    static List<String> fixtures() throws IOException {
        return Files.readAllLines(Fixtures.path("expected.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    /** Reads with one array a channel, {@code step} samples at a time, to the end. */
    private static Audio inPieces(SoundSource source, int length, int step) throws IOException {
        float[][] samples = new float[source.channels()][length];
        int done = 0;
        while (done < length) {
            int wanted = Math.min(step, length - done);
            assertEquals(wanted, source.read(samples, done, wanted));
            done += wanted;
        }
        assertEquals(0, source.read(new float[source.channels()][5], 2, 3));
        assertEquals(0, source.read(new float[source.channels()][5], 0, 5));
        return Audio.of(samples, source.sampleRate());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void piecesOfAnySizeMakeTheWhole(String name) throws IOException {
        Audio whole = SoundFile.read(Fixtures.sound(name));
        for (int step : new int[] {1, 7, 1000, 1 << 20}) {
            try (SoundSource source = SoundFile.open(Fixtures.sound(name))) {
                assertEquals(whole.length(), source.length());
                assertEquals(whole, inPieces(source, whole.length(), step), "in steps of " + step);
            }
        }
    }

    @Test
    void theLastPieceIsShorterAndTheRestOfTheArrayStaysAsItWas() throws IOException {
        Audio whole = SoundFile.read(Fixtures.sound("s16.wav"));
        try (SoundSource source = SoundFile.open(Fixtures.sound("s16.wav"))) {
            float[][] piece = new float[2][2000];
            for (float[] channel : piece) {
                Arrays.fill(channel, 9);
            }
            assertEquals(1600, source.read(piece, 100, 1900));
            for (int c = 0; c < 2; c++) {
                assertArrayEquals(whole.channel(c), Arrays.copyOfRange(piece[c], 100, 1700));
                assertEquals(9, piece[c][99]);
                assertEquals(9, piece[c][1700]);
            }
        }
    }

    @Test
    void aFlacFromAPipeDoesNotKnowItsLengthAndIsReadToItsEnd() throws IOException {
        byte[] flac = Files.readAllBytes(Fixtures.sound("s16.flac"));
        // The lower 36 bits of this number are the length.
        ByteBuffer header = ByteBuffer.wrap(flac).order(ByteOrder.BIG_ENDIAN);
        header.putLong(18, header.getLong(18) & ~0xFFFFFFFFFL);
        Path file = Files.write(folder.resolve("piped.flac"), flac);
        try (SoundSource source = SoundFile.open(file)) {
            assertEquals(-1, source.length());
            assertEquals(-1, Resampler.resample(source, 8000).length());
            assertEquals(SoundFile.read(Fixtures.sound("s16.flac")), inPieces(source, 1600, 300));
        }
        assertEquals(1600, SoundFile.probe(file).frames());
    }

    @Test
    void aSoundInMemoryIsASourceToo() throws IOException {
        Audio sound = SoundFile.read(Fixtures.sound("s16.wav"));
        assertEquals(sound, inPieces(sound.source(), 1600, 33));
        assertEquals(1600, sound.source().length());
    }

    @Test
    void whatWasReadBeforeTheDamageIsSoundAndEveryReadBehindItFails() throws IOException {
        Audio sound = Audio.mono(new float[200_000], 16000);
        Path file = folder.resolve("late.wav");
        SoundFile.write(sound, file, SampleFormat.FLOAT_32);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4 * 10_000, Float.NaN);
        Files.write(file, bytes);
        String message =
                file + ": contains NaN at sample 190000 (11.875 s) of channel 1; repair it or cut that part out";
        float[][] piece = new float[1][1000];
        try (SoundSource source = SoundFile.open(file)) {
            for (int i = 0; i < 170; i++) {
                assertEquals(1000, source.read(piece, 0, 1000));
            }
            SoundFileException e = assertThrows(SoundFileException.class, () -> {
                while (source.read(piece, 0, 1000) > 0) {}
            });
            assertEquals(message, e.getMessage());
            assertEquals(
                    message,
                    assertThrows(SoundFileException.class, () -> source.read(piece, 0, 1))
                            .getMessage());
        }
    }

    /** Reads one by one until it fails; the message. */
    private static String failure(Path file, int length) throws IOException {
        try (SoundSource source = SoundFile.open(file)) {
            float[][] piece = new float[source.channels()][1];
            int[] done = new int[1];
            SoundFileException e = assertThrows(SoundFileException.class, () -> {
                while (source.read(piece, 0, 1) > 0) {
                    done[0]++;
                }
            });
            assertTrue(done[0] < length, "the whole sound was handed out before the failure");
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @CsvSource({"s16.flac,1600,800", "vorbis.ogg,8820,20"})
    void aFileThatStopsShortFailsAsItDoesWhenReadWhole(String name, int length, int missing) throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.sound(name));
        Path file = Files.write(folder.resolve("x"), Arrays.copyOf(bytes, bytes.length - missing));
        String whole = assertThrows(SoundFileException.class, () -> SoundFile.read(file))
                .getMessage();
        assertEquals(whole, failure(file, length));
        assertTrue(whole.contains("truncated"), whole);
    }

    @Test
    void aWrongChecksumOfTheWholeShowsBeforeTheLastSampleIsOut() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.sound("s16.flac"));
        bytes[8 + 18] ^= 1;
        Path file = Files.write(folder.resolve("x"), bytes);
        assertEquals(
                file + ": damaged: its samples do not have the checksum that its header promises;"
                        + " fetch or export it again",
                failure(file, 1600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s16.wav", "vorbis.ogg"})
    void refusesArraysThatDoNotFit(String name) throws IOException {
        try (SoundSource source = SoundFile.open(Fixtures.sound(name))) {
            assertThrows(IllegalArgumentException.class, () -> source.read(new float[1][10], 0, 10));
            assertThrows(IndexOutOfBoundsException.class, () -> source.read(new float[2][10], 5, 6));
            assertThrows(IndexOutOfBoundsException.class, () -> source.read(new float[2][10], 0, -1));
        }
    }
}
