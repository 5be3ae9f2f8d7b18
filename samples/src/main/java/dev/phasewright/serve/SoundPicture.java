package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** The spectrogram of a sound as a picture, of all channels together and of what the networks know of frequencies. */
final class SoundPicture {
    static final int WIDTH = 640;
    static final int HEIGHT = 160;

    private static final Stft STFT = Stft.of(MelSpec.STANDARD.stft());

    private SoundPicture() {}

    static byte[] png(Audio sound) throws IOException {
        Audio mono = Resampler.resample(sound.toMono(), STFT.spec().sampleRate());
        BufferedImage image = SpectrogramImage.bare(
                        List.of(STFT.forward(mono.channel(0)).magnitudes()), WIDTH, HEIGHT)
                .get(0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
