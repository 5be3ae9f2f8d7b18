package dev.phasewright.audio.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Fixtures;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.stream.SoundSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaSoundTest {
    private static Audio noise(int channels, int length) {
        Random random = new Random(3);
        float[][] samples = new float[channels][length];
        for (float[] channel : samples) {
            for (int i = 0; i < length; i++) {
                channel[i] = random.nextFloat() - 0.5f;
            }
        }
        return Audio.of(samples, 16000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u8.wav",
                "s16.wav",
                "s32.wav",
                "f32.wav",
                "a-law.wav",
                "mu-law.au",
                "s16.aiff",
                "s24.aiff",
                "s16.au"
            })
    void whatTheJdkReadsIsWhatWeRead(String name) throws IOException, UnsupportedAudioFileException {
        Audio wanted = SoundFile.read(Fixtures.sound(name));
        try (AudioInputStream in =
                AudioSystem.getAudioInputStream(Fixtures.sound(name).toFile())) {
            assertEquals(wanted, SoundFile.read(in));
        }
        try (SoundSource in = JavaSound.source(
                AudioSystem.getAudioInputStream(Fixtures.sound(name).toFile()))) {
            assertEquals(wanted.length(), in.length());
            assertEquals(wanted, Audio.readAll(in));
        }
    }

    @ParameterizedTest
    @EnumSource(SampleFormat.class)
    void aStreamHoldsTheBytesOfAWavFile(SampleFormat format) throws IOException {
        Audio sound = noise(2, 10_001);
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        SoundFile.write(sound, wav, format);
        byte[] header = new WavWriter("", 2, 16000, format).header(10_001);
        try (AudioInputStream stream = sound.stream(format)) {
            assertEquals(10_001, stream.getFrameLength());
            assertArrayEquals(Arrays.copyOfRange(wav.toByteArray(), header.length, wav.size()), stream.readAllBytes());
        }
    }

    @Test
    void thereAndBackInFloatsIsTheSameSound() throws IOException {
        Audio sound = noise(3, 5000);
        assertEquals(sound, SoundFile.read(sound.stream(SampleFormat.FLOAT_32)));
    }

    @Test
    void theJdkConvertsOurStreams() throws IOException {
        AudioFormat wanted = new AudioFormat(16000, 8, 1, true, false);
        Audio sound = noise(1, 100);
        try (AudioInputStream bytes = AudioSystem.getAudioInputStream(wanted, sound.stream(SampleFormat.PCM_16))) {
            assertEquals(100, bytes.readAllBytes().length);
        }
    }

    private static AudioInputStream stream(byte[] bytes, AudioFormat format, long frames) {
        return new AudioInputStream(new ByteArrayInputStream(bytes), format, frames);
    }

    private static String refusal(AudioInputStream stream) {
        return assertThrows(SoundFileException.class, () -> SoundFile.read(stream))
                .getMessage();
    }

    @Test
    void aStreamThatEndsEarlyIsSaidWithBothNumbers() {
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        assertEquals(
                "the stream: truncated: it promises 100 samples and holds 40; fetch it again",
                refusal(stream(new byte[81], format, 100)));
    }

    @Test
    void aStreamOfUnknownLengthIsReadToItsEnd() throws IOException {
        AudioFormat format = new AudioFormat(8000, 16, 1, true, true);
        byte[] bytes = {0x40, 0, (byte) 0xC0, 0};
        assertEquals(
                Audio.mono(new float[] {0.5f, -0.5f}, 8000),
                SoundFile.read(stream(bytes, format, AudioSystem.NOT_SPECIFIED)));
    }

    @Test
    void whatIsNoNumberOrOfAnotherEncodingIsRefused() {
        byte[] nan = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(Float.NaN)
                .array();
        AudioFormat floats = new AudioFormat(AudioFormat.Encoding.PCM_FLOAT, 8000, 32, 1, 4, 8000, false);
        assertEquals(
                "the stream: contains NaN at sample 1 (0.000 s) of channel 1; repair it or cut that part out",
                refusal(stream(nan, floats, 2)));
        AudioFormat mp3 = new AudioFormat(new AudioFormat.Encoding("MPEG1L3"), 44100, -1, 2, -1, -1, false);
        String message = refusal(stream(new byte[9], mp3, -1));
        assertTrue(message.startsWith("the stream: samples of the form \"MPEG1L3"), message);
        assertTrue(message.endsWith("convert them by AudioSystem.getAudioInputStream to 16-bit PCM first"), message);
    }

    @Test
    void withoutASoundCardPlayingSaysSo() {
        Audio sound = noise(1, 10);
        assumeFalse(
                AudioSystem.isLineSupported(
                        new DataLine.Info(SourceDataLine.class, new AudioFormat(16000, 16, 1, true, false))),
                "this machine could play it");
        assertEquals(
                "no sound card is free for a 1-channel sound at 16000 Hz; write a file and play that elsewhere",
                assertThrows(IOException.class, sound::play).getMessage());
    }

    /** A line that writes down what happens to it. */
    private static SourceDataLine line(List<String> calls, ByteArrayOutputStream heard) {
        return (SourceDataLine) Proxy.newProxyInstance(
                JavaSoundTest.class.getClassLoader(), new Class<?>[] {SourceDataLine.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "getFormat" -> {
                            return new AudioFormat(16000, 16, 2, true, false);
                        }
                        case "write" -> {
                            heard.write((byte[]) args[0], (int) args[1], (int) args[2]);
                            return args[2];
                        }
                        default -> {
                            calls.add(method.getName());
                            return null;
                        }
                    }
                });
    }

    @Test
    void allOfASoundIsHeardBeforePlayingReturns() throws IOException {
        Audio sound = noise(2, 4321);
        List<String> calls = new ArrayList<>();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        JavaSound.play(sound.source(), line(calls, heard));
        assertEquals(List.of("start", "drain", "stop"), calls);
        assertArrayEquals(sound.stream(SampleFormat.PCM_16).readAllBytes(), heard.toByteArray());
    }

    @Test
    void anInterruptStopsTheSoundAndStaysSet() {
        List<String> calls = new ArrayList<>();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedIOException.class,
                () -> JavaSound.play(noise(2, 16000).source(), line(calls, heard)));
        assertTrue(Thread.interrupted());
        assertEquals(List.of("start", "stop", "flush"), calls);
        assertEquals(800 * 4, heard.size(), "no more than a piece");
    }
}
