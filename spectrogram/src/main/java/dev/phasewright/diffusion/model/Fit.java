package dev.phasewright.diffusion.model;

import dev.phasewright.data.KnobScale;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.harmonic.PitchPrior;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the parts of a generator's description fit its network. */
final class Fit {
    private Fit() {}

    /** @throws IllegalArgumentException if the network has other bands, or other than so many classes */
    static void require(MelSpec features, Normalization normalization, TransformerSpec network, int classes) {
        if (features.bands() != network.bands() || normalization.bands() != network.bands()) {
            throw new IllegalArgumentException("features have " + features.bands() + " bands, normalization "
                    + normalization.bands() + ", the network " + network.bands());
        }
        if (classes != network.classes()) {
            throw new IllegalArgumentException(
                    classes + " class names for a network of " + network.classes() + " classes");
        }
    }

    /** @throws IllegalArgumentException if the spectrum is of clips of another size */
    static void require(TransformerSpec network, @Nullable SpatialSpectrum spectrum) {
        if (spectrum != null && (spectrum.frames() != network.frames() || spectrum.bands() != network.bands())) {
            throw new IllegalArgumentException("the spectrum is of clips of " + spectrum.frames() + " × "
                    + spectrum.bands() + " values, the network's are of " + network.frames() + " × "
                    + network.bands());
        }
    }

    /** @throws IllegalArgumentException if a network that is shown harmonics has no way of finding them, or the reverse */
    static void require(TransformerSpec network, @Nullable PitchPrior pitch, @Nullable String corruptedBy) {
        boolean heard = network.harmonics() && network.pitches().isEmpty();
        if (heard != (pitch != null)) {
            throw new IllegalArgumentException(
                    pitch == null
                            ? "the network is shown harmonics, but which pitches there are is missing"
                            : "there are pitches to listen for, but the network is shown no harmonics that are heard");
        }
        if (pitch != null && corruptedBy != null) {
            throw new IllegalArgumentException("harmonics are found in white noise; the model undoes " + corruptedBy);
        }
    }

    /** @throws IllegalArgumentException if the network has not so many knobs, or one has not a scale for each class */
    static void require(List<KnobScale> knobs, TransformerSpec network) {
        if (knobs.size() != network.knobs()) {
            throw new IllegalArgumentException(knobs.size() + " knobs for a network of " + network.knobs());
        }
        knobs.forEach(knob -> knob.requireClasses(network.classes()));
    }
}
