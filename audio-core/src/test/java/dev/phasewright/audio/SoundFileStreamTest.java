package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sound files that come through a stream: the same samples, the same guards. */
class SoundFileStreamTest {
    /** Notices when it is closed. */
    private static final class Watched extends FilterInputStream {
        private boolean closed;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    static List<String> fixtures() throws IOException {
        return Files.readAllLines(Fixtures.path("expected.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theSamplesAreThoseOfTheFile(String name) throws IOException {
        Audio wanted = SoundFile.read(Fixtures.sound(name));
        try (Watched in = new Watched(Files.newInputStream(Fixtures.sound(name)))) {
            assertEquals(wanted, SoundFile.read(in));
            assertFalse(in.closed, "the stream is the caller's");
        }
        try (InputStream in = Files.newInputStream(Fixtures.sound(name));
                SoundSource source = SoundFile.open(in)) {
            assertEquals(wanted.length(), source.length());
            assertEquals(wanted, Audio.readAll(source));
        }
    }

    @Test
    void theMessageNamesTheStream() throws IOException {
        byte[] wav = Files.readAllBytes(Fixtures.sound("s16.wav"));
        assertRefused(
                "the stream: truncated: its header promises 6400 bytes of samples, the file holds 956;"
                        + " fetch or export it again",
                Arrays.copyOf(wav, 1000));
        assertRefused("the stream: is empty; fetch or export it again", new byte[0]);
        assertRefused(
                "the stream: not a sound file that Phasewright can read (WAV, AIFF, AU, FLAC, MP3, Ogg Vorbis)",
                "<html>not found</html>".getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertRefused(String message, byte[] bytes) {
        for (boolean whole : new boolean[] {true, false}) {
            InputStream in = new ByteArrayInputStream(bytes);
            SoundFileException e = assertThrows(SoundFileException.class, () -> {
                if (whole) {
                    SoundFile.read(in);
                } else {
                    SoundFile.open(in).close();
                }
            });
            assertEquals(message, e.getMessage());
        }
    }

    @Test
    void aStreamThatFailsFailsAsItDoes() {
        InputStream in = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                throw new IOException("the line is dead");
            }
        };
        assertEquals(
                "the line is dead",
                assertThrows(IOException.class, () -> SoundFile.read(in)).getMessage());
    }
}
