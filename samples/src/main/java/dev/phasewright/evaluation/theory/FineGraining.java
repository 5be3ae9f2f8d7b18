package dev.phasewright.evaluation.theory;

import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.autoregressive.CoefficientTable;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Blur;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.KnownFrequencies;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spectral fine-graining: of a real clip the coefficients are given that vary most, and both rivals finish it. The
 * autoregressive model goes on writing; diffusion draws what it does not know around what it does ({@link
 * KnownFrequencies}). If diffusion is autoregression over spatial frequency, they should make the same kind of thing of
 * it.
 */
public final class FineGraining {
    private final AutoregressiveGenerator writer;
    private final MagnitudeGenerator diffusion;
    private final SamplingPlan plan;
    private final double temperature;

    /**
     * What a clip became.
     *
     * @param given how many coefficients are the clip's own
     * @param alone what is heard of those, with the means of all others
     * @param written by the autoregressive model
     * @param denoised by diffusion
     */
    public record Versions(int given, LogMel alone, LogMel written, LogMel denoised) {}

    /**
     * Two rivals.
     *
     * @param plan how diffusion is sampled
     * @param temperature at which the writer writes
     * @throws IOException if they have other features or lengths, or sounds cannot be edited by the model of diffusion
     */
    public FineGraining(
            AutoregressiveGenerator writer, MagnitudeGenerator diffusion, SamplingPlan plan, double temperature)
            throws IOException {
        requireFit(writer.spec(), diffusion.spec());
        this.writer = writer;
        this.diffusion = diffusion;
        this.plan = plan;
        this.temperature = temperature;
    }

    /**
     * Refuses rivals that cannot be held against each other.
     *
     * @throws IOException if they have other features or lengths, or sounds cannot be edited by the model of diffusion
     */
    public static void requireFit(AutoregressiveSpec writer, GeneratorSpec diffusion) throws IOException {
        int frames = writer.coefficients().frames();
        if (!writer.features().equals(diffusion.features())
                || frames != diffusion.network().frames()) {
            throw new IOException("the autoregressive model makes " + frames + " frames of " + writer.features()
                    + ", that of diffusion " + diffusion.network().frames() + " of " + diffusion.features()
                    + "; choose two of the same sounds");
        }
        if (diffusion.corruption() instanceof Blur) {
            throw new IOException("a model that undoes " + diffusion.corruption()
                    + " cannot be given a part of a sound;" + " choose one of noise");
        }
    }

    /**
     * Finishes a clip.
     *
     * @param clip as {@link AutoregressiveGenerator#fitted} makes it
     * @param given how many of the writer's coefficients are the clip's own
     * @param className what both are told that it is; null for nothing
     * @throws IllegalArgumentException if there are not so many, or one of them does not know the class
     */
    public Versions finish(LogMel clip, int given, @Nullable String className, long seed) {
        Condition asked = writer.spec().condition(className, Condition.NONE, Map.of());
        LogMel alone = writer.begin(clip, given);
        LogMel written = writer.finish(clip, given, temperature, asked, new long[] {seed}, GenerationObserver.NONE)
                .get(0);
        return new Versions(given, alone, written, denoised(clip, given, className, seed));
    }

    private LogMel denoised(LogMel clip, int given, @Nullable String className, long seed) {
        CoefficientTable table = writer.spec().coefficients();
        boolean[] keep = new boolean[table.frames() * table.bands()];
        table.places().subList(0, given).forEach(place -> keep[place] = true);
        Normalization units = diffusion.spec().normalization();
        float[] values = clip.toArray();
        units.normalize(values);
        Condition asked = diffusion.spec().condition(className, Condition.NONE);
        try (MagnitudeGenerator knowing = diffusion.with(new KnownFrequencies(
                diffusion.denoiser(), values, new CosineTransform(table.frames(), table.bands()), keep))) {
            return knowing.generate(plan, asked, new long[] {seed}, SamplingObserver.NONE)
                    .get(0);
        }
    }

    /** The root mean square of what one clip is off another, in nepers, silence counting as the features' floor. */
    public static double distance(LogMel one, LogMel other) {
        float floor = (float) Math.log(one.spec().floor());
        float[] a = one.toArray();
        float[] b = other.toArray();
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double off = Math.max(a[i], floor) - Math.max(b[i], floor);
            squares += off * off / a.length;
        }
        return Math.sqrt(squares);
    }
}
