package dev.phasewright.evaluation.theory;

import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.autoregressive.CoefficientTable;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Blur;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.KnownFrequencies;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
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

    /** A sound as both take it: {@link AutoregressiveGenerator#fitted}. */
    LogMel fitted(LogMel sound) {
        return writer.fitted(sound);
    }

    /**
     * Finishes clips.
     *
     * @param clips as {@link AutoregressiveGenerator#fitted} makes them
     * @param given how many of the writer's coefficients are a clip's own
     * @param className what both are told that they are; null for nothing
     * @param seed what the clips' own seeds are drawn from
     * @return what became of each
     * @throws IllegalArgumentException if there are not so many coefficients, or one of both does not know the class
     */
    public List<Versions> finish(List<LogMel> clips, int given, @Nullable String className, long seed) {
        long[] seeds = GaussianNoise.itemSeeds(seed, clips.size());
        int[] nothing = new int[clips.size()];
        Condition asked =
                writer.spec().condition(className, Condition.NONE, Map.of()).select(nothing);
        List<LogMel> written = writer.finish(clips, given, temperature, asked, seeds, GenerationObserver.NONE);
        return IntStream.range(0, clips.size())
                .mapToObj(i -> new Versions(
                        given,
                        writer.begin(clips.get(i), given),
                        written.get(i),
                        denoised(clips.get(i), given, className, seeds[i])))
                .toList();
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

    /** {@link #distance} for people. */
    public static String off(LogMel one, LogMel other) {
        return String.format(Locale.ROOT, "%.3f", distance(one, other));
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
