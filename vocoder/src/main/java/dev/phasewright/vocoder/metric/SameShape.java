package dev.phasewright.vocoder.metric;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.Locale;

/** What the distances of spectrograms ask of their arguments. */
final class SameShape {
    private SameShape() {}

    static void require(Magnitudes reference, Magnitudes estimate) {
        require(reference.spec(), reference.frames(), estimate.spec(), estimate.frames());
    }

    static void require(ComplexSpectrogram reference, ComplexSpectrogram estimate) {
        require(reference.spec(), reference.frames(), estimate.spec(), estimate.frames());
    }

    static void require(LogMel reference, LogMel estimate) {
        require(reference.spec(), reference.frames(), estimate.spec(), estimate.frames());
    }

    private static void require(Record referenceSpec, int referenceFrames, Record estimateSpec, int estimateFrames) {
        if (!referenceSpec.equals(estimateSpec) || referenceFrames != estimateFrames) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "cannot compare %d frames of %s with %d frames of %s",
                    referenceFrames,
                    referenceSpec,
                    estimateFrames,
                    estimateSpec));
        }
    }
}
