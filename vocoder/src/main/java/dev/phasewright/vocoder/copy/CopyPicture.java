package dev.phasewright.vocoder.copy;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A sound and its copy, one above the other. Of several channels the mean power is shown: mixed, they would show how
 * their phases add up, too.
 */
public final class CopyPicture {
    /** What fits on a screen without hiding what a vocoder does. */
    public static final int SECONDS = 30;

    private CopyPicture() {}

    /**
     * Draws the beginnings of two sound files of the same rate.
     *
     * @param title written above
     * @param how the copy was made, written beside it
     * @throws IOException if one cannot be read
     */
    public static BufferedImage draw(Path original, Path copy, String title, String how) throws IOException {
        return SpectrogramImage.stack(List.of(spectrum(original), spectrum(copy)), List.of("original", how), title);
    }

    private static Magnitudes spectrum(Path file) throws IOException {
        try (SoundSource sound = SoundFile.open(file)) {
            Stft stft = Stft.of(StftSpec.forViewing(sound.sampleRate()));
            long most = (long) SECONDS * sound.sampleRate();
            long wanted = sound.length() < 0 ? most : Math.min(most, sound.length());
            float[][] samples = new float[sound.channels()][(int) wanted];
            int length = sound.read(samples, 0, samples[0].length);
            return new Magnitudes(stft.spec(), length, levels(stft, samples, length));
        }
    }

    private static float[] levels(Stft stft, float[][] samples, int length) {
        float[] levels = new float[stft.spec().frames(length) * stft.spec().bins()];
        for (float[] channel : samples) {
            float[] magnitudes =
                    stft.forward(Arrays.copyOf(channel, length)).magnitudes().toArray();
            for (int i = 0; i < levels.length; i++) {
                levels[i] += magnitudes[i] * magnitudes[i] / samples.length;
            }
        }
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (float) Math.sqrt(levels[i]);
        }
        return levels;
    }
}
