package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.format.SoundFileException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound that is recognized and not decoded is called what it is, whether one asks about it or for it. */
class RefusedByNameTest {
    @ParameterizedTest
    @CsvSource({
        "mpeg2-layer2.mp2, MPEG-2 audio layer II is not supported",
        "low-layer2.mp2, MPEG-1 audio layer II with two channels in 32 kbit/s is not supported",
        "free.mp3, MP3 of free bit rate is not supported",
        "gsm.wav, WAV with GSM 6.10 inside is not supported",
        "wave64.w64, Sony Wave64 (W64) is not supported",
        "core.caf, Core Audio Format (CAF) is not supported",
        "aac.m4a, 'MP4 (M4A, ALAC or AAC) is not supported'",
        "opus.ogg, Ogg with Opus inside is not supported",
        "flac.ogg, Ogg with FLAC inside is not supported",
        "six-channels.ogg, Vorbis with 6 coupled channels is not supported"
    })
    void theMessageNamesIt(String name, String problem) {
        Path file = Fixtures.sound("refused/" + name);
        String message = problem + "; convert it to FLAC or WAV first: ffmpeg -i OLD NEW.wav";
        assertEquals(
                file + ": " + message,
                assertThrows(SoundFileException.class, () -> SoundFile.probe(file))
                        .getMessage());
        assertEquals(
                file + ": " + message,
                assertThrows(SoundFileException.class, () -> SoundFile.read(file))
                        .getMessage());
    }
}
