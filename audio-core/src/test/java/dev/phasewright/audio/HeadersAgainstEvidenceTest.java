package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.format.SoundFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a header contradicts itself or the file, the evidence decides; where it cannot, both numbers are told. */
class HeadersAgainstEvidenceTest {
    @TempDir
    Path folder;

    private static ByteBuffer fixture(String name, ByteOrder order) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(Fixtures.sound(name))).order(order);
    }

    private Path file(ByteBuffer content) throws IOException {
        byte[] bytes = new byte[content.limit()];
        content.get(0, bytes);
        return Files.write(folder.resolve("x"), bytes);
    }

    private Audio read(ByteBuffer content) throws IOException {
        Path file = file(content);
        Audio audio = SoundFile.read(file);
        assertEquals(audio.length(), SoundFile.probe(file).frames());
        return audio;
    }

    private void assertRefused(String message, ByteBuffer content) throws IOException {
        Path file = file(content);
        for (boolean probe : new boolean[] {true, false}) {
            SoundFileException e = assertThrows(SoundFileException.class, () -> {
                if (probe) {
                    SoundFile.probe(file);
                } else {
                    SoundFile.read(file);
                }
            });
            assertEquals(file + ": " + message, e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6, 8, 16, 4000})
    void aBlockSizeThatBitsAndBytesPerSecondContradictIsNotBelieved(int blockBytes) throws IOException {
        ByteBuffer wav = fixture("s16.wav", ByteOrder.LITTLE_ENDIAN).putShort(32, (short) blockBytes);
        assertEquals(SoundFile.read(Fixtures.sound("s16.wav")), read(wav));
    }

    @Test
    void twoAgainstOneIsAContradiction() throws IOException {
        ByteBuffer wav = fixture("s16.wav", ByteOrder.LITTLE_ENDIAN)
                .putInt(28, 8 * 16000)
                .putShort(32, (short) 8);
        assertRefused(
                "its header contradicts itself: a 2-channel sound of 16 bits in 8 bytes a frame; export it again", wav);
    }

    @Test
    void samplesMayHaveMoreBytesThanTheirBitsNeed() throws IOException {
        ByteBuffer wav = fixture("s32.wav", ByteOrder.LITTLE_ENDIAN);
        Audio wanted = SoundFile.read(Fixtures.sound("s32.wav"));
        // 24 valid bits in 32, in the plain format and in the extensible one.
        wav.putShort(34, (short) 24);
        assertEquals(wanted, read(wav));
    }

    @Test
    void anAuFileWithoutItsLengthIsReadToItsEnd() throws IOException {
        Audio wanted = SoundFile.read(Fixtures.sound("s16.au"));
        for (int unknown : new int[] {0, -1}) {
            assertEquals(wanted, read(fixture("s16.au", ByteOrder.BIG_ENDIAN).putInt(8, unknown)));
        }
    }

    @Test
    void adpcmThatIsShorterThanItsFactIsTruncated() throws IOException {
        ByteBuffer wav = fixture("ima-adpcm.wav", ByteOrder.LITTLE_ENDIAN);
        assertEquals(1600, wav.getInt(48));
        assertRefused(
                "truncated: its header promises 99999 samples, the file holds 2020; fetch or export it again",
                wav.putInt(48, 99_999));
    }

    @Test
    void aFactThatWouldLeaveOutMoreThanAFillingIsNotBelieved() throws IOException {
        ByteBuffer wav = fixture("ima-adpcm.wav", ByteOrder.LITTLE_ENDIAN);
        Audio wanted = SoundFile.read(Fixtures.sound("ima-adpcm.wav"));
        Audio all = read(wav.putInt(48, 1));
        assertEquals(2020, all.length());
        assertEquals(wanted, all.slice(0, 1600));
    }

    @Test
    void anImpossibleAdpcmBlockIsDamage() throws IOException {
        ByteBuffer wav = fixture("ima-adpcm.wav", ByteOrder.LITTLE_ENDIAN);
        wav.put(62, (byte) 89);
        Path file = file(wav);
        assertEquals(
                file + ": damaged: an ADPCM block has an impossible beginning at byte 60; fetch or export it again",
                assertThrows(SoundFileException.class, () -> SoundFile.read(file))
                        .getMessage());
    }

    private static byte[] vorbis() throws IOException {
        return Files.readAllBytes(Fixtures.sound("vorbis.ogg"));
    }

    @Test
    void anOggWithoutItsEndOfStreamFlagIsWhole() throws IOException {
        byte[] ogg = vorbis();
        for (int page = 0, end; (end = OggBytes.pageEnd(ogg, page)) >= 0; page = end) {
            ogg[page + 5] &= ~4;
        }
        OggBytes.repairChecksums(ogg);
        assertEquals(SoundFile.read(Fixtures.sound("vorbis.ogg")), read(ByteBuffer.wrap(ogg)));
    }

    @Test
    void somethingElseBehindAnOggIsLeftAlone() throws IOException {
        byte[] ogg = vorbis();
        byte[] tagged = Arrays.copyOf(ogg, ogg.length + 128);
        tagged[ogg.length] = 'T';
        assertEquals(SoundFile.read(Fixtures.sound("vorbis.ogg")), read(ByteBuffer.wrap(tagged)));
    }

    @Test
    void theTimeAtWhichAnOggBeginsIsNoSound() throws IOException {
        byte[] ogg = Files.readAllBytes(Fixtures.sound("hour.ogg"));
        Audio hour = SoundFile.read(Fixtures.sound("hour.ogg"));
        // And less time than there is sound: then it begins within its first packet.
        ByteBuffer buffer = ByteBuffer.wrap(ogg).order(ByteOrder.LITTLE_ENDIAN);
        for (int page = 0, end; (end = OggBytes.pageEnd(ogg, page)) >= 0; page = end) {
            if (buffer.getLong(page + 6) > 0) {
                buffer.putLong(page + 6, buffer.getLong(page + 6) - 3600 * 44100 - 100);
            }
        }
        OggBytes.repairChecksums(ogg);
        assertEquals(hour.slice(100, hour.length()), read(ByteBuffer.wrap(ogg)));
    }

    @Test
    void twoOggsInARowAreRefusedByAllAlike() throws IOException {
        byte[] ogg = vorbis();
        byte[] both = Arrays.copyOf(ogg, 2 * ogg.length);
        System.arraycopy(ogg, 0, both, ogg.length, ogg.length);
        assertRefused("holds several Ogg streams one after another; split it first", ByteBuffer.wrap(both));
    }
}
