package dev.phasewright.spectrogram;

import java.util.Objects;

/**
 * The parameters of a log-mel spectrogram: natural logarithm of mel-weighted <em>magnitudes</em> (not powers), with a
 * floor.
 *
 * @param stft the transform below it
 * @param bands the number of mel bands, positive
 * @param scale the mel scale
 * @param slaneyNorm whether each triangle is scaled to unit area over hertz (librosa's {@code norm="slaney"}) instead
 *     of unit peak
 * @param lowHz lower edge of the first band in hertz, not negative
 * @param highHz upper edge of the last band in hertz, above {@code lowHz}, at most half the sample rate
 * @param floor the smallest mel magnitude, positive: a value below it is raised to it before the logarithm
 */
public record MelSpec(
        StftSpec stft, int bands, MelScale scale, boolean slaneyNorm, double lowHz, double highHz, double floor) {

    /** @throws IllegalArgumentException if a value is outside its range */
    public MelSpec {
        Objects.requireNonNull(stft, "stft");
        Objects.requireNonNull(scale, "scale");
        if (bands < 1) {
            throw new IllegalArgumentException("mel bands must be positive, not " + bands);
        }
        if (!(lowHz >= 0 && highHz > lowHz && highHz <= stft.sampleRate() / 2.0)) {
            throw new IllegalArgumentException(
                    "mel range " + lowHz + "–" + highHz + " Hz is not within 0–" + stft.sampleRate() / 2.0 + " Hz");
        }
        if (!(floor > 0 && floor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("mel floor must be positive, not " + floor);
        }
    }

    /**
     * Phasewright's own features, which every shipped model uses: 16 kHz, FFT 1024, hop 128 (8 ms), periodic Hann, 100
     * HTK bands of unit peak over 0–8 kHz, floor 0.01 (about −88 dB below a full-scale sine). The oracle study in
     * the module's README says why.
     */
    public static final MelSpec STANDARD =
            new MelSpec(new StftSpec(16_000, 1024, 128, Window.HANN), 100, MelScale.HTK, false, 0, 8_000, 0.01);

    /**
     * The same for the whole band that people hear: 44.1 kHz, FFT 1024 (23 ms), hop 256 (5.8 ms), periodic Hann, 100 HTK
     * bands of unit peak over 0–22.05 kHz, floor 0.01. Of what was tried on drums it keeps a stroke's attack best.
     */
    public static final MelSpec WIDE =
            new MelSpec(new StftSpec(44_100, 1024, 256, Window.HANN), 100, MelScale.HTK, false, 0, 22_050, 0.01);
}
