package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.format.SoundFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
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

    private static byte[] bytes(ByteBuffer content) {
        byte[] all = new byte[content.capacity()];
        content.get(0, all);
        return all;
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

    private static int find(byte[] bytes, String chunk) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(chunk);
    }

    private static ByteBuffer followedBy(ByteBuffer first, byte[] second) {
        return ByteBuffer.allocate(first.limit() + second.length)
                .put(first.duplicate())
                .put(second)
                .flip();
    }

    @Test
    void anAiffThatHoldsMoreThanItsFramesIsRefused() throws IOException {
        ByteBuffer aiff = fixture("s16.aiff", ByteOrder.BIG_ENDIAN);
        int frames = find(bytes(aiff), "COMM") + 10;
        assertEquals(1600, aiff.getInt(frames));
        assertRefused(
                "damaged: its header promises 3200 bytes of samples, the file holds 6400; fetch or export it again",
                aiff.putInt(frames, 800));
    }

    @Test
    void anAiffThatHoldsMoreThanItsSampleChunkIsRefused() throws IOException {
        ByteBuffer aiff = fixture("s16.aiff", ByteOrder.BIG_ENDIAN);
        int samples = find(bytes(aiff), "SSND") + 4;
        assertEquals(6408, aiff.getInt(samples));
        aiff.putInt(samples, 3208).putInt(find(bytes(aiff), "COMM") + 10, 800);
        assertRefused(
                "damaged: its header promises 3200 bytes of samples, the file holds 6400; fetch or export it again",
                aiff);
    }

    @Test
    void anAuThatHoldsMoreThanItPromisesIsRefused() throws IOException {
        assertRefused(
                "damaged: its header promises 3200 bytes of samples, the file holds 6400; fetch or export it again",
                fixture("s16.au", ByteOrder.BIG_ENDIAN).putInt(8, 3200));
    }

    @Test
    void aWavThatHoldsMoreThanItPromisesIsRefused() throws IOException {
        assertRefused(
                "damaged: its header promises 3200 bytes of samples, the file holds 6400; fetch or export it again",
                fixture("s16.wav", ByteOrder.LITTLE_ENDIAN).putInt(40, 3200));
    }

    @Test
    void aSecondChunkOfSamplesIsRefused() throws IOException {
        byte[] second = {'d', 'a', 't', 'a', 4, 0, 0, 0, 1, 2, 3, 4};
        String message = "holds several chunks of samples, the first of 6400 bytes, the second of %d;"
                + " export it again as one";
        assertRefused(
                String.format(Locale.ROOT, message, 4),
                followedBy(fixture("s16.wav", ByteOrder.LITTLE_ENDIAN), second));
        ByteBuffer aiff = fixture("s16.aiff", ByteOrder.BIG_ENDIAN);
        byte[] all = bytes(aiff);
        byte[] again = Arrays.copyOfRange(all, find(all, "SSND"), all.length);
        assertRefused(String.format(Locale.ROOT, message, 6408), followedBy(aiff, again));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s16.wav", "s16.aiff", "s16-rifx.wav", "rf64.wav"})
    void aSecondSoundBehindTheFirstIsRefused(String name) throws IOException {
        ByteBuffer first = fixture(name, ByteOrder.BIG_ENDIAN);
        assertRefused(
                "holds several sounds one after another, the second from byte " + first.limit() + " on; split it first",
                followedBy(first, bytes(first)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s16.wav", "s16.aiff", "s16.au"})
    void tagsAndPaddingBehindTheSamplesAreLeftAlone(String name) throws IOException {
        ByteBuffer sound = fixture(name, ByteOrder.BIG_ENDIAN);
        Audio wanted = SoundFile.read(Fixtures.sound(name));
        byte[] tag = new byte[128];
        tag[0] = 'T';
        tag[1] = 'A';
        tag[2] = 'G';
        tag[40] = 'x';
        assertEquals(wanted, read(followedBy(sound, tag)));
        assertEquals(wanted, read(followedBy(sound, new byte[2048])));
    }

    @Test
    void aChunkCutOffBehindTheSamplesIsLeftAlone() throws IOException {
        byte[] list = {'L', 'I', 'S', 'T', 100, 0, 0, 0, 'I', 'N', 'F', 'O'};
        assertEquals(
                SoundFile.read(Fixtures.sound("s16.wav")),
                read(followedBy(fixture("s16.wav", ByteOrder.LITTLE_ENDIAN), list)));
    }

    @Test
    void aFlacThatEndsItsPromiseBetweenTwoFramesIsRefused() throws IOException {
        ByteBuffer flac = fixture("s16.flac", ByteOrder.BIG_ENDIAN);
        int frame = 4;
        for (boolean last = false; !last; ) {
            last = flac.get(frame) < 0;
            frame += 4 + (flac.getInt(frame) & 0xFFFFFF);
        }
        // Without its checksum.
        flac.put(26, new byte[16]);
        Path file = file(followedBy(flac, Arrays.copyOfRange(bytes(flac), frame, flac.limit())));
        assertEquals(
                file + ": damaged: its header promises 1600 samples, the file holds 3200; fetch or export it again",
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
    void aHoleInAnOggIsToldByAllAlike() throws IOException {
        byte[] ogg = vorbis();
        int last = OggBytes.pageEnd(ogg, OggBytes.pageEnd(ogg, 0));
        ogg[last + 18] = 3;
        OggBytes.repairChecksums(ogg);
        assertRefused(
                "damaged: a page is missing, for page 3 follows page 1; fetch or export it again",
                ByteBuffer.wrap(ogg));
    }

    @Test
    void anAdpcmBlockShorterThanItsBeginningIsDamage() throws IOException {
        ByteBuffer wav = fixture("ima-adpcm.wav", ByteOrder.LITTLE_ENDIAN);
        int data = find(bytes(wav), "data");
        wav.putInt(find(bytes(wav), "fact") + 8, 0).putInt(data + 4, 5);
        assertRefused(
                "damaged: its only ADPCM block has 5 bytes, fewer than its beginning needs; fetch or export it again",
                wav.limit(data + 13));
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
