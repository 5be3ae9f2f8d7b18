package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundSinkTest {
    @TempDir
    Path folder;

    /** Silence, then noise. */
    private static float[][] sound(int channels, int length) {
        Random random = new Random(3);
        float[][] samples = new float[channels][length];
        for (float[] channel : samples) {
            for (int i = length / 3; i < length; i++) {
                channel[i] = (float) (0.5 * random.nextGaussian());
            }
        }
        return samples;
    }

    private String[] files() {
        String[] names = folder.toFile().list();
        Arrays.sort(names);
        return names;
    }

    @ParameterizedTest
    @CsvSource({"1,0,PCM_16", "1,9999,PCM_16", "2,5001,PCM_24", "1,333,PCM_24", "3,1000,FLOAT_32", "8,700,PCM_16"})
    void theBytesAreThoseOfTheWholeHoweverItIsCut(int channels, int length, SampleFormat format) throws IOException {
        float[][] samples = sound(channels, length);
        Path file = folder.resolve("whole.wav");
        SoundFile.write(Audio.of(samples, 22050), file, format);
        byte[] whole = Files.readAllBytes(file);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        SoundFile.write(Audio.of(samples, 22050), stream, format);
        assertArrayEquals(whole, stream.toByteArray());
        for (int step : new int[] {1, 17, 4096}) {
            Path pieces = folder.resolve("pieces.wav");
            try (SoundSink sink = SoundFile.create(pieces, channels, 22050, format)) {
                for (int i = 0; i < length; i += step) {
                    sink.write(samples, i, Math.min(step, length - i));
                }
                sink.finish();
            }
            assertArrayEquals(whole, Files.readAllBytes(pieces), "in steps of " + step);
        }
    }

    @ParameterizedTest
    @CsvSource({"PCM_16,32768", "PCM_24,8388608"})
    void samplesOffTheGridAreDitheredAndThoseOnItStay(SampleFormat format, double steps) throws IOException {
        float[] samples = new float[4000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) ((i % 2 == 0 ? i - 2000 : 0.25) / steps);
        }
        Path file = folder.resolve("x.wav");
        SoundFile.write(Audio.mono(samples, 8000), file, format);
        float[] back = SoundFile.read(file).channel(0);
        int raised = 0;
        for (int i = 0; i < samples.length; i++) {
            if (i % 2 == 0) {
                assertEquals(samples[i], back[i]);
            } else if (back[i] != 0) {
                raised++;
            }
        }
        // Triangular noise of ±1 step takes a quarter of a step to 1 or −1 with a probability of (0.75² + 0.25²)/2.
        assertEquals(0.3125, raised / 2000.0, 0.05);
    }

    @Test
    void theFileAppearsWhenItIsFinished() throws IOException {
        Path file = folder.resolve("x.wav");
        try (SoundSink sink = SoundFile.create(file, 1, 8000, SampleFormat.PCM_16)) {
            sink.write(new float[1][10], 0, 10);
            assertEquals(1, files().length);
            assertTrue(files()[0].startsWith("x.wav.") && files()[0].endsWith(".part"), files()[0]);
            sink.finish();
            assertArrayEquals(new String[] {"x.wav"}, files());
            assertEquals(10, SoundFile.read(file).length());
            assertThrows(IllegalStateException.class, () -> sink.write(new float[1][10], 0, 10));
            assertThrows(IllegalStateException.class, sink::finish);
        }
        assertArrayEquals(new String[] {"x.wav"}, files());
    }

    @Test
    void withoutFinishingTheOldFileStaysAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("x.wav"), "the old file");
        assertThrows(IllegalStateException.class, () -> {
            try (SoundSink sink = SoundFile.create(file, 1, 8000, SampleFormat.PCM_16)) {
                sink.write(new float[1][10_000], 0, 10_000);
                throw new IllegalStateException("something on the way");
            }
        });
        assertEquals("the old file", Files.readString(file));
        assertArrayEquals(new String[] {"x.wav"}, files());
    }

    @Test
    void aLinkStaysALinkAndADeviceADevice() throws IOException {
        Path file = Files.writeString(folder.resolve("x.wav"), "the old file");
        Path link = Files.createSymbolicLink(folder.resolve("link.wav"), file);
        SoundFile.write(Audio.mono(new float[7], 8000), link, SampleFormat.PCM_16);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(7, SoundFile.read(file).length());
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        SoundFile.write(Audio.mono(new float[7], 8000), device, SampleFormat.PCM_16);
        assertFalse(Files.isRegularFile(device));
    }

    @Test
    void refusesMoreThanAWavFileCanHold() throws IOException {
        // 20,000 channels that are one and the same array: 4.4 GB to write, and nearly nothing in memory.
        float[][] samples = new float[20_000][];
        Arrays.fill(samples, new float[110_000]);
        Path file = folder.resolve("long.wav");
        try (SoundSink sink = SoundFile.create(file, samples.length, 8000, SampleFormat.PCM_16)) {
            SoundFileException e =
                    assertThrows(SoundFileException.class, () -> sink.write(samples, 0, samples[0].length));
            assertEquals(
                    file + ": a WAV file holds at most 4 GB and 65,535 bytes a frame, this would be more;"
                            + " write it in pieces",
                    e.getMessage());
        }
        assertEquals(0, files().length);
    }

    @Test
    void refusesWhatIsNoSound() throws IOException {
        Path file = folder.resolve("x.wav");
        assertThrows(IllegalArgumentException.class, () -> SoundFile.create(file, 0, 8000, SampleFormat.PCM_16));
        assertThrows(IllegalArgumentException.class, () -> SoundFile.create(file, 1, 0, SampleFormat.PCM_16));
        try (SoundSink sink = SoundFile.create(file, 2, 8000, SampleFormat.PCM_16)) {
            assertThrows(IllegalArgumentException.class, () -> sink.write(new float[1][10], 0, 10));
            assertThrows(IndexOutOfBoundsException.class, () -> sink.write(new float[2][10], 1, 10));
            float[][] samples = {{0, 0, 0}, {0, 0, Float.NaN}};
            sink.write(samples, 0, 2);
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> sink.write(samples, 0, 3));
            assertEquals("sample 4 of channel 1 is NaN, not a finite number", e.getMessage());
            sink.finish();
        }
        assertEquals(2, SoundFile.read(file).length());
    }

    @Test
    void namesTheFolderThatIsMissing() {
        Path file = folder.resolve("nowhere/x.wav");
        IOException e = assertThrows(IOException.class, () -> SoundFile.create(file, 1, 8000, SampleFormat.PCM_16));
        assertEquals(file + ": no folder " + file.getParent() + " to write to; create it first", e.getMessage());
    }
}
