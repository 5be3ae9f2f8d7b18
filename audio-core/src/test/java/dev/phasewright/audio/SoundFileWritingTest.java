package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.format.WavWriter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SoundFileWritingTest {
    @TempDir
    Path folder;

    private static Audio noise(int channels, int length) {
        Random random = new Random(1);
        float[][] samples = new float[channels][length];
        for (float[] channel : samples) {
            for (int i = 0; i < length; i++) {
                channel[i] = (float) (0.3 * random.nextGaussian());
            }
        }
        return Audio.of(samples, 16000);
    }

    private static byte[] bytes(Audio audio, SampleFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SoundFile.write(audio, out, format);
        return out.toByteArray();
    }

    private Audio roundTrip(Audio audio, SampleFormat format) throws IOException {
        Path file = folder.resolve("round.wav");
        SoundFile.write(audio, file, format);
        return SoundFile.read(file);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "1,999", "2,1001", "3,77", "8,500"})
    void floatsComeBackExactly(int channels, int length) throws IOException {
        Audio sound = noise(channels, length).scaled(5);
        assertEquals(sound, roundTrip(sound, SampleFormat.FLOAT_32));
    }

    @ParameterizedTest
    @CsvSource({"PCM_16,32768", "PCM_24,8388608"})
    void integersComeBackWithinTheDitherAndClipBeyondFullScale(SampleFormat format, double steps) throws IOException {
        for (int channels : new int[] {1, 2, 5}) {
            Audio sound = noise(channels, 4001);
            Audio back = roundTrip(sound, format);
            assertEquals(sound.length(), back.length());
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < sound.length(); i++) {
                    double clipped = Math.max(-1, Math.min(1 - 1 / steps, sound.sample(c, i)));
                    assertEquals(clipped, back.sample(c, i), 1.5 / steps + 1e-9);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void whatIsOnTheGridAlreadyComesBackExactly(SampleFormat format) throws IOException {
        Audio sound = SoundFile.read(Fixtures.sound("s16.wav"));
        assertEquals(sound, roundTrip(sound, format));
    }

    @Test
    void whatIsOnTheGridStaysExactAlsoBehindWhatIsNot() throws IOException {
        float[] samples = new float[2000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i % 2 == 0 ? i / 32768f : (i + 0.3f) / 32768f;
        }
        Audio back = roundTrip(Audio.mono(samples, 8000), SampleFormat.PCM_16);
        for (int i = 0; i < samples.length; i += 2) {
            assertEquals(samples[i], back.sample(0, i));
        }
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void digitalSilenceStaysDigitalSilence(SampleFormat format) throws IOException {
        Audio silence = Audio.mono(new float[500], 8000);
        assertEquals(silence, roundTrip(silence, format));
    }

    @Test
    void theBytesAreTheseAndStayThese() throws IOException {
        Audio sound = Audio.mono(new float[] {0, 0.5f, -1, 2, 0.25f}, 8000);
        assertEquals(
                "524946462e00000057415645666d7420" + "1000000001000100401f0000803e0000" + "02001000646174610a000000"
                        + "000000400080ff7f0020",
                HexFormat.of().formatHex(bytes(sound, SampleFormat.PCM_16)));
    }

    @Test
    void theDitherIsTheSameOnEveryMachine() throws IOException {
        // The values come from SplitMix64 written out in Python, seed 0x70686173.
        float[] half = new float[6];
        Arrays.fill(half, 100.5f / 32768);
        byte[] wav = bytes(Audio.mono(half, 8000), SampleFormat.PCM_16);
        assertEquals("640065006500640065006400", HexFormat.of().formatHex(wav, 44, wav.length));
    }

    @Test
    void theSameSamplesGiveTheSameBytes() throws IOException {
        Audio sound = noise(2, 3000);
        assertArrayEquals(bytes(sound, SampleFormat.PCM_16), bytes(sound, SampleFormat.PCM_16));
        Path file = folder.resolve("same.wav");
        SoundFile.write(sound, file, SampleFormat.PCM_16);
        assertArrayEquals(Files.readAllBytes(file), bytes(sound, SampleFormat.PCM_16));
    }

    @ParameterizedTest
    @CsvSource({"PCM_16,1", "PCM_16,2", "PCM_24,2", "FLOAT_32,1"})
    void theJdkReadsTheHeader(SampleFormat format, int channels) throws Exception {
        Path file = folder.resolve("jdk.wav");
        SoundFile.write(noise(channels, 321), file, format);
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new File(file.toString()))) {
            assertEquals(321, in.getFrameLength());
            assertEquals(channels, in.getFormat().getChannels());
            assertEquals(format.bytes() * 8, in.getFormat().getSampleSizeInBits());
            assertEquals(16000, in.getFormat().getSampleRate());
        }
    }

    @Test
    void theDitherMakesTheErrorIndependentOfTheSound() throws IOException {
        // A slow sine of 0.7 steps would come out as silence or a square wave without dither.
        int n = 200_000;
        double step = 1 / 32768.0;
        float[] samples = new float[n];
        for (int i = 0; i < n; i++) {
            samples[i] = (float) (0.7 * step * Math.sin(2 * Math.PI * 97 * i / n));
        }
        Audio sound = Audio.mono(samples, 16000);
        Audio back = roundTrip(sound, SampleFormat.PCM_16);
        double mean = 0;
        double power = 0;
        double withSound = 0;
        double soundPower = 0;
        double withNext = 0;
        double last = 0;
        for (int i = 0; i < n; i++) {
            double error = (back.sample(0, i) - samples[i]) / step;
            double signal = samples[i] / step;
            mean += error / n;
            power += error * error / n;
            withSound += error * signal / n;
            soundPower += signal * signal / n;
            withNext += error * last / n;
            last = error;
        }
        // Rounding (1/12) and two uniform numbers (1/12 each) of one step make a variance of 1/4.
        double deviation = 0.5 / Math.sqrt(n);
        assertEquals(0, mean, 5 * deviation);
        assertEquals(0.25, power, 0.005);
        assertEquals(0, withSound / Math.sqrt(power * soundPower), 5 / Math.sqrt(n));
        assertEquals(0, withNext / power, 5 / Math.sqrt(n));
    }

    @Test
    void refusesMoreThanAWavFileCanHold() {
        // 40,000 channels of 3 bytes: one frame alone is too long for the header's 16 bits.
        Audio wide = Audio.of(new float[40_000][1], 16000);
        SoundFileException e = assertThrows(
                SoundFileException.class, () -> SoundFile.write(wide, folder.resolve("wide.wav"), SampleFormat.PCM_24));
        assertTrue(e.getMessage().contains("4 GB"), e.getMessage());
        assertTrue(WavWriter.fits(4_294_967_000L));
        assertFalse(WavWriter.fits(4_294_967_200L));
        assertTrue(SoundFile.fits(8, 268_435_000L, SampleFormat.PCM_16));
        assertFalse(SoundFile.fits(8, 268_435_456L, SampleFormat.PCM_16));
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("old.wav"), "the old file");
        AtomicFile.Content breaksHalfWay = out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        };
        IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, breaksHalfWay));
        assertEquals("No space left on device", e.getMessage());
        assertEquals("the old file", Files.readString(file));
        assertArrayEquals(new String[] {"old.wav"}, folder.toFile().list());
    }

    @Test
    void writesOverAnOldFileAndLeavesNoPart() throws IOException {
        Path file = Files.writeString(folder.resolve("old.wav"), "the old file");
        SoundFile.write(noise(1, 10), file, SampleFormat.PCM_16);
        assertEquals(10, SoundFile.read(file).length());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void namesTheFolderThatIsMissingOrIsNoFolder() throws IOException {
        Audio sound = noise(1, 10);
        Path nowhere = folder.resolve("nowhere/x.wav");
        String missing = assertThrows(IOException.class, () -> SoundFile.write(sound, nowhere, SampleFormat.PCM_16))
                .getMessage();
        assertTrue(missing.contains("no folder") && missing.contains("nowhere"), missing);
        String isFolder = assertThrows(IOException.class, () -> SoundFile.write(sound, folder, SampleFormat.PCM_16))
                .getMessage();
        assertEquals(folder + ": is a folder; name a file in it", isFolder);
        Path file = Files.writeString(folder.resolve("file"), "");
        Path under = file.resolve("x.wav");
        assertThrows(IOException.class, () -> SoundFile.write(sound, under, SampleFormat.PCM_16));
    }

    @Test
    void anUnwritableFolderGivesAMessageAndNothingElse() throws IOException {
        // Root may write where nobody may, but not even root may make a file in /proc.
        Path proc = Path.of("/proc/phasewright.wav");
        assumeTrue(Files.isDirectory(proc.getParent()));
        IOException e = assertThrows(IOException.class, () -> SoundFile.write(noise(1, 10), proc, SampleFormat.PCM_16));
        assertTrue(e.getMessage().startsWith(proc + ": "), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void aStreamIsFlushedAndLeftOpen() throws IOException {
        boolean[] seen = new boolean[2];
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                seen[0] = true;
            }

            @Override
            public void close() {
                seen[1] = true;
            }
        };
        SoundFile.write(noise(1, 5), out, SampleFormat.PCM_24);
        assertTrue(seen[0]);
        assertFalse(seen[1]);
    }

    @Test
    void oddDataIsPadded() throws IOException {
        byte[] wav = bytes(noise(1, 3), SampleFormat.PCM_24);
        assertEquals(44 + 9 + 1, wav.length);
        assertEquals(0, wav[wav.length - 1]);
        assertEquals(46, wav[4]);
        assertEquals(9, Arrays.copyOfRange(wav, 40, 44)[0]);
    }

    /** Noise, tones, silence and full scale, in blocks that are whole and not: read back by a decoder of others. */
    @ParameterizedTest
    @CsvSource({"1,0,0.3", "1,1,0.3", "1,4096,0.3", "1,9999,0", "2,4097,1e-3", "8,700,0.1", "1,600000,0.02", "1,5000,9"
    })
    void flacHoldsTheSamplesOfTheWav(int channels, int length, double level) throws IOException {
        float[][] samples = noise(channels, length).scaled(level).samples();
        for (float[] channel : samples) {
            for (int i = length / 2; i < length; i++) {
                channel[i] += (float) (level * Math.sin(0.05 * i));
            }
        }
        Audio sound = Audio.of(samples, 44_100);
        Path file = folder.resolve("sound.flac");
        try (OutputStream out = Files.newOutputStream(file)) {
            SoundFile.writeFlac(sound, out);
        }
        assertEquals(roundTrip(sound, SampleFormat.PCM_16), SoundFile.read(file));
        int bytes = bytes(sound, SampleFormat.PCM_16).length;
        assertTrue(Files.size(file) < (level < 1 ? bytes : 1.1 * bytes) + 100, Files.size(file) + " of " + bytes);
    }
}
