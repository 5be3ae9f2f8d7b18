package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadInTest {
    @TempDir
    private Path folder;

    private void write(int name, int lead, double level) throws IOException {
        float[] samples = new float[2000];
        for (int i = lead; i < samples.length; i++) {
            samples[i] = (float) (level * Math.cos(0.3 * (i - lead)));
        }
        SoundFile.write(Audio.mono(samples, 8000), folder.resolve(name + ".wav"), SampleFormat.PCM_16);
    }

    @Test
    void itIsTheTimeBeforeWhichHardlyAnyBegins() throws IOException {
        for (int i = 0; i < 60; i++) {
            write(i, 80 + 4 * (i % 3), 0.5);
        }
        write(60, 0, 0.5); // one that was cut otherwise
        write(61, 0, 0); // and a silent one
        Files.writeString(folder.resolve("62.wav"), "none");
        assertEquals(0.01, LeadIn.seconds(Recordings.in(folder)), 1e-9);
    }

    @Test
    void thereIsNoneWhereManyBeginAtOnce() throws IOException {
        for (int i = 0; i < 10; i++) {
            write(i, i < 2 ? 0 : 80, 0.5);
        }
        assertEquals(0, LeadIn.seconds(Recordings.in(folder)));
    }
}
