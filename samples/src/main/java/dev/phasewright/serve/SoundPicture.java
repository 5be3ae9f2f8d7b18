package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** The spectrogram of a sound as a picture: of all channels together, up to half the sound's own rate. */
final class SoundPicture {
    static final int WIDTH = 640;
    static final int HEIGHT = 160;

    private SoundPicture() {}

    /**
     * Draws it.
     *
     * @param top where the scale of levels ends, in dB re a full-scale sine; null for where the sound's own does
     */
    static byte[] png(Audio sound, Double top) throws IOException {
        Magnitudes magnitudes = magnitudes(sound);
        BufferedImage image = SpectrogramImage.bare(
                magnitudes, top == null ? SpectrogramImage.top(List.of(magnitudes)) : top, WIDTH, HEIGHT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Where the scale of a sound's own picture ends, in dB. */
    static int top(Audio sound) {
        return SpectrogramImage.top(List.of(magnitudes(sound)));
    }

    /** By windows as long as the networks' at any rate. */
    private static Magnitudes magnitudes(Audio sound) {
        StftSpec spec = MelSpec.STANDARD.stft().at(sound.sampleRate());
        return Stft.of(spec).forward(sound.toMono().channel(0)).magnitudes();
    }
}
