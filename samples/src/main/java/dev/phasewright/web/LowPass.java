package dev.phasewright.web;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.FrameEdit;
import dev.phasewright.spectrogram.SpectralFrame;
import dev.phasewright.spectrogram.SpectralSource;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Keeps what lies below one frequency and takes away what lies above another, in one transform of the whole sound; between
 * them half a cosine leads from one to the other. No phase changes.
 */
record LowPass(int sampleRate, double passHz, double stopHz) implements FrameEdit {
    /** The anchor of a test after ITU-R BS.1534-3: 3.5 kHz; nothing is left from 4 kHz on, where it asks for −25 dB. */
    static Audio anchor(Audio sound) {
        LowPass edit = new LowPass(sound.sampleRate(), 3500, 4000);
        try (SoundSource result = SpectralSource.whole(sound.source(), edit)) {
            return Audio.readAll(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void edit(SpectralFrame frame) {
        for (int channel = 0; channel < frame.channels(); channel++) {
            double[] re = frame.re(channel);
            double[] im = frame.im(channel);
            for (int bin = 0; bin < frame.bins(); bin++) {
                double gain = gain((double) bin * sampleRate / frame.size());
                re[bin] *= gain;
                im[bin] *= gain;
            }
        }
    }

    private double gain(double hertz) {
        double way = Math.max(0, Math.min(1, (hertz - passHz) / (stopHz - passHz)));
        return (1 + Math.cos(Math.PI * way)) / 2;
    }
}
