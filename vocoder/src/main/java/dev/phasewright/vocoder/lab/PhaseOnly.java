package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.SpectralFrame;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Objects;

/**
 * The phases of a sound under a constant magnitude, as every bin of a white noise of {@value #LEVEL} RMS has on
 * average: the reverse of {@link PhaseRandomization}. Whole sounds at once are the experiment of Oppenheim and Lim
 * (1981), where of speech the words are left; a bin of exactly nothing stays nothing, for it has no phase.
 *
 * @param framing the frames whose phases are kept
 */
public record PhaseOnly(Framing framing) implements PhaseTool {
    private static final double LEVEL = 0.1;

    /** @throws NullPointerException if there is no framing */
    public PhaseOnly {
        Objects.requireNonNull(framing, "framing");
    }

    @Override
    public SoundSource through(SoundSource source) {
        double share = framing.isWhole() ? 1 : rootMeanSquare(framing.stft(source.sampleRate()));
        return framing.edited(source, frame -> flatten(frame, LEVEL * share * Math.sqrt(frame.size())));
    }

    /** Of the window, whose samples share the power. */
    private static double rootMeanSquare(StftSpec spec) {
        double sum = 0;
        for (double w : spec.window().samples(spec.fftSize())) {
            sum += w * w;
        }
        return Math.sqrt(sum / spec.fftSize());
    }

    private static void flatten(SpectralFrame frame, double magnitude) {
        for (int c = 0; c < frame.channels(); c++) {
            double[] re = frame.re(c);
            double[] im = frame.im(c);
            for (int k = 0; k < re.length; k++) {
                double length = Math.sqrt(re[k] * re[k] + im[k] * im[k]);
                double gain = length > 0 ? magnitude / length : 0;
                re[k] *= gain;
                im[k] *= gain;
            }
        }
    }
}
