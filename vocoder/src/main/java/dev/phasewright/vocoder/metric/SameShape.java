package dev.phasewright.vocoder.metric;

import dev.phasewright.spectrogram.Magnitudes;

/** What the distances of magnitudes ask of their arguments. */
final class SameShape {
    private SameShape() {}

    static void require(Magnitudes reference, Magnitudes estimate) {
        if (!reference.spec().equals(estimate.spec()) || reference.frames() != estimate.frames()) {
            throw new IllegalArgumentException("cannot compare %d frames of %s with %d frames of %s"
                    .formatted(reference.frames(), reference.spec(), estimate.frames(), estimate.spec()));
        }
    }
}
