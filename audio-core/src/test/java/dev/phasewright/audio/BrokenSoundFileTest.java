package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.format.SoundFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which a file is no sound gets its own line, naming file and remedy. */
class BrokenSoundFileTest {
    @TempDir
    Path folder;

    private void assertRefused(String message, Path file) {
        SoundFileException e = assertThrows(SoundFileException.class, () -> SoundFile.read(file));
        assertEquals(message, e.getMessage().replace(folder + "/", ""));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.wav"), bytes);
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(Fixtures.sound(name));
    }

    /** A 16-bit mono WAV with some of its header's numbers changed: byte, value, byte, value … */
    private static byte[] wav(int... changes) throws IOException {
        ByteBuffer wav = ByteBuffer.wrap(fixture("s16.wav")).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i] == 24 || changes[i] == 40) {
                wav.putInt(changes[i], changes[i + 1]);
            } else {
                wav.putShort(changes[i], (short) changes[i + 1]);
            }
        }
        return wav.array();
    }

    @Test
    void missing() {
        assertRefused("no such file: x.wav", folder.resolve("x.wav"));
    }

    @Test
    void folder() {
        SoundFileException e = assertThrows(SoundFileException.class, () -> SoundFile.read(folder));
        assertEquals(folder + ": is a folder; name a sound file in it", e.getMessage());
    }

    @Test
    void empty() throws IOException {
        assertRefused("x.wav: is empty; fetch or export it again", file(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>not found</html>", "x", "RIFF", "RIFF1234AVI LIST", "ÿû\u0090d junk"})
    void notASound(String content) throws IOException {
        assertRefused(
                "x.wav: not a sound file that Phasewright can read (WAV, AIFF, AU, FLAC, MP3, Ogg Vorbis)",
                file((content + " ".repeat(500)).getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void zeroRate() throws IOException {
        assertRefused(
                "x.wav: its header says a sample rate of 0 Hz; export it again with the right rate", file(wav(24, 0)));
    }

    @Test
    void zeroChannels() throws IOException {
        assertRefused("x.wav: its header says 0 channels; export it again with 1 or more", file(wav(22, 0)));
    }

    @Test
    void fewerBytesThanOneSampleOfAllChannels() throws IOException {
        assertRefused(
                "x.wav: its header says 8000 bytes a sample of all channels, the file holds 6400; export it again",
                file(wav(22, 4000)));
    }

    @Test
    void unsupportedEncoding() throws IOException {
        assertRefused(
                "x.wav: WAV encoding 0x0055 with 16 bits is not supported; convert it to 16-bit PCM first:"
                        + " ffmpeg -i OLD NEW.wav",
                file(wav(20, 0x55)));
    }

    @Test
    void truncatedSamples() throws IOException {
        assertRefused(
                "x.wav: truncated: its header promises 6400 bytes of samples, the file holds 956;"
                        + " fetch or export it again",
                file(Arrays.copyOf(wav(), 1000)));
    }

    @Test
    void aHeaderThatClaimsNearlyTwoGigabytesCostsNoMemory() throws IOException {
        assertRefused(
                "x.wav: truncated: its header promises 2130706432 bytes of samples, the file holds 6400;"
                        + " fetch or export it again",
                file(wav(40, 0x7F000000)));
    }

    @Test
    void moreSamplesThanAnArrayHolds() throws IOException {
        byte[] header = fixture("rf64.wav");
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(28, 2L << 32);
        Path huge = folder.resolve("x.wav");
        try (FileChannel channel = FileChannel.open(
                huge, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(header, 0, 80));
            // Nine gigabytes that take no room on the disk.
            channel.write(ByteBuffer.allocate(1), 9L << 30);
        }
        assertEquals(1L << 32, SoundFile.probe(huge).frames());
        assertRefused(
                "x.wav: too large to hold: 4294967296 samples a channel, at most 2147483639;"
                        + " cut it into pieces first",
                huge);
    }

    @Test
    void truncatedHeader() throws IOException {
        assertRefused(
                "x.wav: truncated: ends before its samples begin; fetch or export it again",
                file(Arrays.copyOf(wav(), 38)));
    }

    @ParameterizedTest
    @CsvSource({"NaN,NaN", "Infinity,infinity", "-Infinity,infinity"})
    void notANumber(float value, String called) throws IOException {
        byte[] bytes = fixture("f32.wav");
        ByteBuffer wav = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.putFloat(bytes.length - 4 * 800, value);
        assertRefused(
                "x.wav: contains " + called + " at sample 800 (0.050 s) of channel 1; repair it or cut that part out",
                file(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "s16.flac, truncated: its header promises 1600 samples",
        "s16.aiff, truncated: its header promises 6400 bytes of samples",
        "s16.au, truncated: its header promises 6400 bytes of samples",
        "cbr.mp3, truncated: its header promises",
        "vorbis.ogg, truncated: its last page is missing"
    })
    void truncatedInEveryFormat(String name, String message) throws IOException {
        byte[] bytes = fixture(name);
        Path file = file(Arrays.copyOf(bytes, name.endsWith("ogg") ? bytes.length - 20 : bytes.length / 2));
        SoundFileException e = assertThrows(SoundFileException.class, () -> SoundFile.read(file));
        assertEquals(file + ": " + message, e.getMessage().substring(0, (file + ": " + message).length()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 128})
    void aFlacBehindAFlacIsNotLeftOutInSilence(int between) throws IOException {
        byte[] bytes = fixture("s16.flac");
        byte[] two = Arrays.copyOf(bytes, 2 * bytes.length + between);
        System.arraycopy(bytes, 0, two, bytes.length + between, bytes.length);
        Path file = file(two);
        assertRefused("x.wav: holds several FLACs one after another; split it first", file);
        assertEquals(
                file + ": holds several FLACs one after another; split it first",
                assertThrows(SoundFileException.class, () -> SoundFile.probe(file))
                        .getMessage());
    }

    /** A tag, as some programs put behind everything. */
    @Test
    void whatIsNoSoundBehindAFlacDoesNotMatter() throws IOException {
        byte[] bytes = fixture("s16.flac");
        byte[] tagged = Arrays.copyOf(bytes, bytes.length + 128);
        System.arraycopy("TAG".getBytes(StandardCharsets.US_ASCII), 0, tagged, bytes.length, 3);
        assertEquals(1600, SoundFile.read(file(tagged)).length());
    }

    @Test
    void moreSamplesThanPromisedAreNotCalledFewer() throws IOException {
        byte[] bytes = fixture("s16.flac");
        ByteBuffer.wrap(bytes).putInt(22, 1500);
        assertRefused(
                "x.wav: damaged: its header promises 1500 samples, the file holds 1600; fetch or export it again",
                file(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s16.flac", "vorbis.ogg"})
    void aChecksumShowsOneWrongBit(String name) throws IOException {
        byte[] bytes = fixture(name);
        bytes[bytes.length * 3 / 4] ^= 4;
        Path file = file(bytes);
        SoundFileException e = assertThrows(SoundFileException.class, () -> SoundFile.read(file));
        assertEquals(file + ": damaged: ", e.getMessage().substring(0, (file + ": damaged: ").length()));
    }

    @Test
    void opusInOgg() throws IOException {
        byte[] bytes = fixture("vorbis.ogg");
        System.arraycopy("OpusHead".getBytes(StandardCharsets.US_ASCII), 0, bytes, 28, 8);
        assertRefused(
                "x.wav: Ogg with Opus inside is not supported; convert it to FLAC or WAV first: ffmpeg -i OLD NEW.wav",
                file(bytes));
    }
}
