package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.format.SoundInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: a sound or a message, never another exception, never an endless loop. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileBytesTest {
    private static final int ROUNDS = Integer.getInteger("phasewright.fuzz.rounds", 40);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u8.wav", "s24-extensible.wav", "f64.wav", "a-law.wav", "odd-chunks.wav", "rf64.wav", "s16.aiff",
                "f32.aifc", "s16.au", "s16.flac", "s24-eight-channels.flac", "cbr.mp3", "vbr-mono.mp3", "mpeg2.mp3",
                "vorbis.ogg", "hour.ogg", "id3v1.mp3", "layer2.mp2", "piped-sox.aiff", "piped-ffmpeg.aiff",
                        "ms-adpcm.wav",
                "ima-adpcm.wav", "ms-adpcm-mono.wav", "ima-adpcm-mono.wav"
            })
    void damagedBytesGiveASoundOrAMessage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.sound(name));
        Random random = new Random(20240607);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = whole.clone();
            // Half of the damage goes into the headers, where it does most.
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                int reach = random.nextBoolean() ? Math.min(256, bytes.length) : bytes.length;
                bytes[random.nextInt(reach)] = (byte) (random.nextInt(4) == 0 ? 0xFF : random.nextInt(256));
            }
            if (random.nextInt(3) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            }
            check(name + " round " + round, bytes);
        }
    }

    /** Ogg's page checksums catch all random damage, so the decoder behind them is reached only with new ones. */
    @ParameterizedTest
    @ValueSource(strings = "vorbis.ogg")
    void damagedVorbisInHealthyOggGivesASoundOrAMessage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.sound(name));
        Random random = new Random(7);
        for (int round = 0; round < 4 * ROUNDS; round++) {
            byte[] bytes = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[28 + random.nextInt(bytes.length - 28)] ^= (byte) (1 << random.nextInt(8));
            }
            OggBytes.repairChecksums(bytes);
            check(name + " round " + round, bytes);
        }
    }

    private void check(String label, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("hostile"), bytes);
        for (boolean probe : new boolean[] {true, false}) {
            try {
                if (probe) {
                    SoundInfo info = SoundFile.probe(file);
                    assertTrue(info.channels() > 0 && info.sampleRate() > 0 && info.frames() >= 0, label);
                } else {
                    SoundFile.read(file);
                }
            } catch (SoundFileException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), label + ": " + e.getMessage());
                assertFalse(e.getMessage().contains("\n"), label + ": " + e.getMessage());
            } catch (RuntimeException e) {
                throw new AssertionError(label, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "vorbis.ogg")
    void theChecksumsOfThisTestAreThoseOfOgg(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.sound(name));
        byte[] repaired = bytes.clone();
        OggBytes.repairChecksums(repaired);
        assertEquals(ByteBuffer.wrap(bytes), ByteBuffer.wrap(repaired));
    }
}
