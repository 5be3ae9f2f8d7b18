package dev.phasewright.evaluation.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.data.Recordings;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.judge.Closeness;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
    @TempDir
    private Path folder;

    @Test
    void trainingClipsThemselvesAreFoundAndOthersAreNot() throws IOException {
        Recordings train = hisses("train", 12, 1);
        List<LogMel> copies = clips(train);
        List<LogMel> others = clips(hisses("test", 12, 2));

        Closeness closeness = Copies.search(copies, others, train, MelSpec.STANDARD, ProgressDisplay.NONE);

        assertEquals(1, closeness.generated().copied());
        assertEquals(1, closeness.generated().alone());
        assertEquals(0, closeness.generated().median());
        assertTrue(closeness.test().percentile() > 0);
        assertEquals(0, closeness.test().alone());
    }

    private static List<LogMel> clips(Recordings recordings) {
        return new RecordedClips(recordings.items(), MelSpec.STANDARD, ProgressObserver.NONE).toList();
    }

    private Recordings hisses(String name, int count, long seed) throws IOException {
        Random random = new Random(seed);
        Path sounds = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < count; i++) {
            float[] samples = new float[960];
            for (int t = 0; t < samples.length; t++) {
                samples[t] = (float) (0.1 * random.nextGaussian());
            }
            SoundFile.write(Audio.mono(samples, 16_000), sounds.resolve(i + ".wav"), SampleFormat.PCM_16);
        }
        return Recordings.in(sounds);
    }
}
