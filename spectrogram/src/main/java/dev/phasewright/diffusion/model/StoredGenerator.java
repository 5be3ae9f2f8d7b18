package dev.phasewright.diffusion.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.harmonic.PitchPrior;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code GeneratorSpec} as {@code model.json} holds them: what the constructor takes has to be there, of the
 * rest any may be missing. One that differs in some of its parts is made out of these, too.
 */
final class StoredGenerator {
    final String kind;
    final MelSpec features;
    final Normalization normalization;
    List<String> classes;
    TransformerSpec network;
    Map<String, String> origin;

    @JsonProperty
    double leadSeconds;

    @JsonProperty
    @Nullable
    DistilledLevels fewSteps;

    @JsonProperty
    List<KnobScale> knobs = List.of();

    @JsonProperty
    @Nullable
    SpatialSpectrum spectrum;

    @JsonProperty
    @Nullable
    String corruption;

    @JsonProperty
    @Nullable
    PitchPrior pitch;

    @JsonCreator
    StoredGenerator(
            @JsonProperty("kind") String kind,
            @JsonProperty("features") MelSpec features,
            @JsonProperty("normalization") Normalization normalization,
            @JsonProperty("classes") List<String> classes,
            @JsonProperty("network") TransformerSpec network,
            @JsonProperty("origin") Map<String, String> origin) {
        this.kind = kind;
        this.features = features;
        this.normalization = normalization;
        this.classes = classes;
        this.network = network;
        this.origin = origin;
    }
}
