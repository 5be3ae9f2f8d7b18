package dev.phasewright.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.theory.causality.BandErrors;
import dev.phasewright.theory.spectrum.OctaveBands;
import dev.phasewright.theory.spectrum.RadialSpectrum;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.theory.spectrum.SpatialSpectrum.Axis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the tide draws, as its script reads it: spectra in the network's units, in which noise of level σ has the
 * power σ² at every frequency, and what the network restores.
 *
 * @param curves power over frequency
 * @param map λ along both axes
 * @param octaves what is restored of each, the lowest first
 * @param steps the noise levels that one can listen to, rising from none
 */
record TideFigures(List<Curve> curves, Map map, List<Octave> octaves, List<Step> steps) {
    /** Digits that are enough to draw by. */
    private static final MathContext FEW = new MathContext(4);

    /** Beneath this share of its mean, λ is drawn as that. */
    private static final double LEAST = 1e-9;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A spectrum.
     *
     * @param name of it
     * @param frequencies in cycles a frame or a band
     * @param power that of white noise of level 1 being 1
     */
    record Curve(String name, List<Double> frequencies, List<Double> power) {}

    /**
     * λ in cells of half an octave.
     *
     * @param times where the cells of time are but the first, which is the mean, in changes a second
     * @param ripples where those of the bands are, in cycles over all bands
     * @param cells λ, all cells of the bands for the lowest of time first
     */
    record Map(List<Double> times, List<Double> ripples, List<Double> cells) {}

    /**
     * An octave of frequencies, as {@link OctaveBands} has them.
     *
     * @param name in half cycles over the longer axis
     * @param from its lowest frequency in cycles a cell
     * @param predictedBelow the level below which λ predicts that half of it is restored; null for none
     * @param restoredBelow that below which the network restores half of it
     * @param predicted the share that λ predicts at each level of noise, those of the steps but the first
     * @param restored the share that the network restores
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Octave(
            String name,
            double from,
            @Nullable Double predictedBelow,
            @Nullable Double restoredBelow,
            List<Double> predicted,
            List<Double> restored) {}

    /**
     * A noise level.
     *
     * @param sigma 0 for none
     * @param drowned the sound of the drowned clip
     * @param found that of what the network finds in it
     * @param drownedPicture the drowned clip's picture
     * @param foundPicture the other's
     */
    record Step(double sigma, String drowned, String found, String drownedPicture, String foundPicture) {}

    /**
     * The figures of a measurement.
     *
     * @param radial power by rings of equal frequency, in the network's units
     * @param spectrum λ in the same units
     * @param frameRate frames a second
     */
    static TideFigures of(
            RadialSpectrum radial, SpatialSpectrum spectrum, double frameRate, BandErrors errors, List<Step> steps) {
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve(
                "whatever the direction",
                few(radial.frequencies()),
                few(radial.logPower().stream().map(Math::exp).toList())));
        for (Axis axis : Axis.values()) {
            curves.add(new Curve(
                    axis == Axis.TIME ? "along time" : "along bands",
                    few(boxed(spectrum.frequencies(axis))),
                    few(boxed(spectrum.along(axis)))));
        }
        Map map = new Map(
                few(boxed(spectrum.frequencies(Axis.TIME)).stream()
                        .map(f -> f * frameRate)
                        .toList()),
                few(boxed(spectrum.frequencies(Axis.BANDS)).stream()
                        .map(f -> f * spectrum.bands())
                        .toList()),
                few(spectrum.variances().stream()
                        .map(v -> Math.max(v, LEAST * spectrum.variance()))
                        .toList()));
        return new TideFigures(curves, map, octaves(spectrum, errors), steps);
    }

    private static List<Octave> octaves(SpatialSpectrum spectrum, BandErrors errors) {
        OctaveBands bands = new OctaveBands(spectrum.frames(), spectrum.bands());
        return IntStream.range(0, bands.count())
                .mapToObj(b -> new Octave(
                        bands.name(b),
                        few(bands.from(b)),
                        few(errors.predictedBelow(b)),
                        few(errors.restoredBelow(b)),
                        few(errors.levels().stream()
                                .map(level -> 1 - level.wiener().get(b))
                                .toList()),
                        few(errors.levels().stream()
                                .map(level -> 1 - level.network().get(b))
                                .toList())))
                .toList();
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Double> few(List<Double> values) {
        return values.stream().map(TideFigures::few).toList();
    }

    private static @Nullable Double few(OptionalDouble value) {
        return value.isEmpty() ? null : few(value.getAsDouble());
    }

    /** Rounded; an octave that does not vary has a share that is no number, and counts as restored. */
    static double few(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, FEW).doubleValue() : 1;
    }

    /** All of it, compact. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // Words and numbers can be written.
        }
    }
}
