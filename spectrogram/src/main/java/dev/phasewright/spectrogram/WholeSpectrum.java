package dev.phasewright.spectrogram;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A sound whose spectrum is changed in one piece, when the first sample is asked for. */
final class WholeSpectrum extends FilteredSource {
    private final FrameEdit edit;
    /** Null until it is asked for. */
    private @Nullable SoundSource changed;

    WholeSpectrum(SoundSource source, FrameEdit edit) {
        super(source);
        this.edit = edit;
    }

    @Override
    public int read(float[][] into, int offset, int count) throws IOException {
        if (changed == null) {
            Audio original = Audio.readAll(source);
            changed = (original.length() == 0 ? original : change(original)).source();
        }
        return changed.read(into, offset, count);
    }

    private Audio change(Audio original) {
        RealFft fft = RealFft.of(original.length());
        SpectralFrame frame = new SpectralFrame(original.channels(), fft.size());
        double[] samples = new double[fft.size()];
        for (int c = 0; c < original.channels(); c++) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = original.sample(c, i);
            }
            fft.forward(samples, frame.re(c), frame.im(c));
        }
        edit.edit(frame);
        float[][] out = new float[original.channels()][samples.length];
        for (int c = 0; c < out.length; c++) {
            fft.inverse(frame.re(c), frame.im(c), samples);
            for (int i = 0; i < samples.length; i++) {
                out[c][i] = (float) samples[i];
            }
        }
        return Audio.of(out, original.sampleRate());
    }
}
