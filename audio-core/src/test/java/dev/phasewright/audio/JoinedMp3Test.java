package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.format.SoundFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands before, between and behind the frames of MP3s, all of their sound is there and nothing else. */
class JoinedMp3Test {
    @TempDir
    Path folder;

    private static byte[] mp3() throws IOException {
        return Files.readAllBytes(Fixtures.sound("cbr.mp3"));
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            all.writeBytes(part instanceof byte[] b ? b : ((String) part).getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toByteArray();
    }

    private static byte[] id3v1() {
        return bytes("TAG", new byte[125]);
    }

    private static byte[] id3v2(int version, boolean footer, int length) {
        byte[] head = bytes("ID3", new byte[] {(byte) version, 0, (byte) (footer ? 0x10 : 0), 0, 0, 0, (byte) length});
        return bytes(head, new byte[length], footer ? bytes("3DI", Arrays.copyOfRange(head, 3, 10)) : "");
    }

    private static byte[] ape(boolean header) {
        byte[] item = bytes("title and so on, ÿû\u0090d");
        ByteBuffer footer = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        footer.putInt(2000).putInt(item.length + 32).putInt(1).putInt(1 << 31);
        byte[] end = footer.array();
        byte[] start = end.clone();
        start[15] |= 0x20;
        return bytes(header ? bytes("APETAGEX", start) : "", item, "APETAGEX", end);
    }

    private static byte[] lyrics() {
        return bytes("LYRICSBEGIN", "IND0000210", "000033", "LYRICS200");
    }

    static List<Arguments> surroundings() throws IOException {
        byte[] mp3 = mp3();
        return List.of(
                Arguments.of("ID3v1", bytes(mp3, id3v1())),
                Arguments.of("APE", bytes(mp3, ape(true))),
                Arguments.of("APE without header", bytes(mp3, ape(false))),
                Arguments.of("APE and ID3v1", bytes(mp3, ape(true), id3v1())),
                Arguments.of("Lyrics3", bytes(mp3, lyrics(), id3v1())),
                Arguments.of("enhanced ID3v1", bytes(mp3, "TAG+", new byte[223], id3v1())),
                Arguments.of("ID3v2 behind", bytes(mp3, id3v2(4, true, 99))),
                Arguments.of("zeros behind", bytes(mp3, new byte[100_000])),
                Arguments.of("a little of anything behind", bytes(mp3, "anything ".repeat(99))),
                Arguments.of("half a frame behind", bytes(mp3, Arrays.copyOfRange(mp3, 0, 300))),
                Arguments.of("ID3v2.3", bytes(id3v2(3, false, 99), mp3)),
                Arguments.of("ID3v2.4 with a footer", bytes(id3v2(4, true, 99), mp3)),
                Arguments.of("two ID3v2", bytes(id3v2(4, true, 99), id3v2(3, false, 10), mp3)),
                Arguments.of("zeros before", bytes(new byte[5000], mp3)),
                Arguments.of("one zero before", bytes(new byte[1], mp3)),
                Arguments.of("ID3v2 and zeros", bytes(id3v2(3, false, 99), new byte[2000], mp3)),
                Arguments.of("a little of anything before", bytes("anything ".repeat(99), mp3)));
    }

    private Audio read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("x.mp3"), bytes);
        Audio audio = SoundFile.read(file);
        assertEquals(audio.length(), SoundFile.probe(file).frames());
        return audio;
    }

    @ParameterizedTest
    @MethodSource("surroundings")
    void theSoundIsThatOfTheFramesAlone(String name, byte[] bytes) throws IOException {
        assertEquals(SoundFile.read(Fixtures.sound("cbr.mp3")), read(bytes), name);
    }

    static List<Arguments> between() throws IOException {
        return List.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("ID3v1", id3v1()),
                Arguments.of("ID3v2", id3v2(3, false, 50)),
                Arguments.of("ID3v1 and ID3v2 with a footer", bytes(id3v1(), id3v2(4, true, 50))),
                Arguments.of("APE and zeros", bytes(ape(true), new byte[20_000])));
    }

    @ParameterizedTest
    @MethodSource("between")
    void joinedSoundsFollowOneAnotherEachWithoutItsEncodersSilence(String name, byte[] tag) throws IOException {
        Audio one = SoundFile.read(Fixtures.sound("cbr.mp3"));
        float[][] twice = new float[2][];
        for (int c = 0; c < 2; c++) {
            twice[c] = Arrays.copyOf(one.channel(c), 2 * one.length());
            System.arraycopy(one.channel(c), 0, twice[c], one.length(), one.length());
        }
        assertEquals(Audio.of(twice, one.sampleRate()), read(bytes(mp3(), tag, mp3())), name);
    }

    private static String refusal(byte[] bytes) {
        return assertThrows(SoundFileException.class, () -> SoundFile.read(new ByteArrayInputStream(bytes)))
                .getMessage();
    }

    @Test
    void soundsThatDoNotFitTogetherAreRefused() throws IOException {
        byte[] other = Files.readAllBytes(Fixtures.sound("mpeg2.mp3"));
        String message = "the stream: holds several MP3s of different kinds one after another; split it first";
        assertEquals(message, refusal(bytes(mp3(), other)));
        assertEquals(message, refusal(bytes(mp3(), id3v1(), other)));
    }

    @Test
    void soundBehindDamageIsNotLeftOutInSilence() throws IOException {
        // Without LAME's tag, which would tell of the loss by its number of frames.
        byte[] frames = Arrays.copyOfRange(mp3(), 417, mp3().length);
        assertEquals(
                "the stream: damaged: no MPEG audio frame at byte " + frames.length + "; fetch or export it again",
                refusal(bytes(frames, "xyz", frames)));
    }

    @Test
    void whatWasCutOutOfALongerSoundBeginsWithSilenceAndKeepsItsLength() throws IOException {
        byte[] frames = Files.readAllBytes(Fixtures.sound("vbr-mono.mp3"));
        int third = 0;
        // The fourth header that looks like the first: what comes before it holds some of its bits.
        for (int found = 0; found < 4; third++) {
            found += frames[third] == frames[0] && frames[third + 1] == frames[1] ? 1 : 0;
        }
        byte[] cut = Arrays.copyOfRange(frames, third - 1, frames.length);
        Audio audio = read(cut);
        assertEquals(0, audio.length() % 1152);
    }
}
