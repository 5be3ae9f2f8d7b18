package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small folders of sound files, and features to match. */
public final class SoundFolder {
    /** Features of a size to be quick with: 8 bands, 125 frames a second. */
    public static final MelSpec TINY =
            new MelSpec(new StftSpec(8000, 256, 64, Window.HANN), 8, MelScale.HTK, false, 0, 4000, 0.01);

    private SoundFolder() {}

    /** Keeps what an observer is told. */
    static final class Told implements Dataset.Observer {
        final List<String> skipped = new ArrayList<>();
        int done;
        int of;

        @Override
        public void read(int done, int of) {
            this.done = done;
            this.of = of;
        }

        @Override
        public void skipped(String message) {
            skipped.add(message);
        }
    }

    /** Reads recordings, which all must be good. */
    public static LogMelDataset read(Recordings recordings, Path workspace) throws IOException {
        return LogMelDataset.read(recordings, TINY, workspace, true, new Told());
    }

    /** A sine of a frequency and a level. */
    public static Audio tone(double hertz, double level, int samples, int rate) {
        float[] wave = new float[samples];
        for (int i = 0; i < samples; i++) {
            wave[i] = (float) (level * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return Audio.mono(wave, rate);
    }

    /** Writes a sound, with the folders above it. */
    public static void write(Path file, Audio audio) throws IOException {
        Files.createDirectories(file.getParent());
        SoundFile.write(audio, file, SampleFormat.PCM_16);
    }

    /** Two classes, low and high tones at random level, a quarter of a second each at 8 kHz. */
    public static Path tones(Path folder, int each) throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < each; i++) {
            double level = 0.05 + 0.6 * random.nextDouble();
            write(folder.resolve("high").resolve(i + ".wav"), tone(2400, level, 2000, 8000));
            write(folder.resolve("low").resolve(i + ".wav"), tone(400, level, 2000, 8000));
        }
        return folder;
    }
}
