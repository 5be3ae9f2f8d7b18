package dev.phasewright.vocoder.mel;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Brings a spectrum that was made for given mel bands nearer to one that has them. All that is known of the sound are the
 * bands; the magnitudes between them were estimated, and with the phases they got they are no sound's magnitudes
 * exactly. So each of {@value #ROUNDS} rounds makes the spectrum consistent (inverse and forward STFT, as Griffin and
 * Lim do), moves its magnitudes back towards the estimate by a share that falls from 1 to 0, and lets
 * {@link MelInversion#fit} bring them to the bands. Where Griffin-Lim insists on every magnitude, guessed ones included,
 * this insists on what is known.
 *
 * <p>Immutable and safe for use by several threads; it uses several itself.
 */
public final class MelRefinement {
    static final int ROUNDS = 4;
    private static final int UPDATES = 2;

    /** Frames a thread works on at a time. */
    private static final int PIECE = 320;

    private final StftSpec spec;
    private final Stft stft;
    private final MelInversion inversion;

    public MelRefinement(MelInversion inversion) {
        MelSpec features = inversion.spec();
        this.spec = features.stft();
        this.stft = Stft.of(spec);
        this.inversion = inversion;
    }

    /** Frames on either side that a frame depends on: in each round, those whose windows overlap its own. */
    public int reach() {
        return ROUNDS * ((spec.fftSize() - 1) / spec.hop());
    }

    /**
     * The refined spectrum.
     *
     * @param start the first phases, with the magnitudes that were estimated
     * @param mel the bands, of as many frames
     */
    public ComplexSpectrogram apply(ComplexSpectrogram start, LogMel mel) {
        int frames = start.frames();
        int bins = start.bins();
        int bands = mel.bands();
        float[] re = start.reals();
        float[] im = start.imaginaries();
        float[] values = mel.toArray();
        float[] outRe = new float[re.length];
        float[] outIm = new float[im.length];
        IntStream.range(0, (frames + PIECE - 1) / PIECE).parallel().forEach(i -> {
            int from = i * PIECE;
            int to = Math.min(frames, from + PIECE);
            int first = Math.max(0, from - reach());
            int end = Math.min(frames, to + reach());
            int samples = end == frames ? start.samples() - first * spec.hop() : spec.samples(end - first);
            ComplexSpectrogram piece = rounds(
                    new ComplexSpectrogram(
                            spec,
                            samples,
                            Arrays.copyOfRange(re, first * bins, end * bins),
                            Arrays.copyOfRange(im, first * bins, end * bins)),
                    new LogMel(mel.spec(), Arrays.copyOfRange(values, first * bands, end * bands)));
            int skip = (from - first) * bins;
            int count = (to - from) * bins;
            System.arraycopy(piece.reals(), skip, outRe, from * bins, count);
            System.arraycopy(piece.imaginaries(), skip, outIm, from * bins, count);
        });
        return new ComplexSpectrogram(spec, start.samples(), outRe, outIm);
    }

    private ComplexSpectrogram rounds(ComplexSpectrogram start, LogMel mel) {
        float[] estimate = start.magnitudes().toArray();
        ComplexSpectrogram spectrum = start;
        for (int round = 0; round < ROUNDS; round++) {
            float share = 1 - round / (ROUNDS - 1f);
            ComplexSpectrogram consistent = stft.forward(stft.inverse(spectrum));
            float[] m = consistent.magnitudes().toArray();
            for (int i = 0; i < m.length; i++) {
                m[i] += share * (estimate[i] - m[i]);
            }
            inversion.fit(mel, m, UPDATES);
            spectrum = consistent.withMagnitudes(new Magnitudes(spec, consistent.samples(), m));
        }
        return spectrum;
    }
}
