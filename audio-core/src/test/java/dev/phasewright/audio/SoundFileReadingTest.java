package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.audio.format.SoundInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fixture against the values that scipy, sox, lame or ffmpeg decode from it (expected.csv, made by make_sounds.py). */
public class SoundFileReadingTest {
    record Expected(String file, SoundInfo info, double tolerance, List<String> values) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Expected> fixtures() throws IOException {
        return Files.readAllLines(Fixtures.path("expected.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(f -> new Expected(
                        f[0],
                        new SoundInfo(f[1], f[2], Integer.parseInt(f[3]), Integer.parseInt(f[4]), Long.parseLong(f[5])),
                        Double.parseDouble(f[6]),
                        f[8].isEmpty() ? List.of() : List.of(f[8].split(" "))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void decodesTheSamplesThatOtherProgramsDecode(Expected expected) throws IOException {
        Audio audio = SoundFile.read(Fixtures.sound(expected.file));
        assertEquals(expected.info.channels(), audio.channels());
        assertEquals(expected.info.sampleRate(), audio.sampleRate());
        assertEquals(expected.info.frames(), audio.length());
        assertAll(expected.values.stream().map(value -> value.split(":")).map(v -> () -> {
            int channel = Integer.parseInt(v[0]);
            int index = Integer.parseInt(v[1]);
            assertEquals(Double.parseDouble(v[2]), audio.sample(channel, index), expected.tolerance, v[0] + " " + v[1]);
        }));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void probesWhatReadingWouldGive(Expected expected) throws IOException {
        assertEquals(expected.info, SoundFile.probe(Fixtures.sound(expected.file)));
    }

    @Test
    void judgesByContentAndNotByName(@TempDir Path folder) throws IOException {
        Path misnamed = Files.copy(Fixtures.sound("s16.flac"), folder.resolve("really-a-flac.wav"));
        assertEquals("FLAC", SoundFile.probe(misnamed).container());
        assertEquals(SoundFile.read(Fixtures.sound("s16.wav")), SoundFile.read(misnamed));
    }

    @Test
    void looksBehindAnId3Tag(@TempDir Path folder) throws IOException {
        byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 1, 2};
        for (String name : List.of("cbr.mp3", "s16.flac")) {
            byte[] sound = Files.readAllBytes(Fixtures.sound(name));
            byte[] tagged = new byte[10 + 130 + sound.length];
            System.arraycopy(tag, 0, tagged, 0, 10);
            System.arraycopy(sound, 0, tagged, 140, sound.length);
            Path file = Files.write(folder.resolve(name), tagged);
            assertEquals(SoundFile.read(Fixtures.sound(name)), SoundFile.read(file), name);
        }
    }
}
