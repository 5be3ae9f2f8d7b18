package dev.phasewright.demo;

import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.MagnitudeEditor;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Whether a blend of two instruments lies between them: the middle C of each of some pairs, and three blends from the same
 * seed.
 *
 * <pre>
 * mvn -Pmeasure -DskipTests -Dmeasure="dev.phasewright.demo.BlendMeasurement notes 3" test
 * </pre>
 *
 * with the model, and how many seeds. What is told of each blend are its distances from both ends, in nepers, as root mean
 * squares over the bands' levels in their mean over time; where on the line between them it lies, 0 at the first and 1 at
 * the second; and the frame in whose neighbourhood its energy lies.
 */
final class BlendMeasurement {
    private static final List<List<String>> PAIRS = List.of(
            List.of("flute", "cello"),
            List.of("electric-piano", "flute"),
            List.of("vibraphone", "cello"),
            List.of("trumpet", "flute"),
            List.of("harpsichord", "choir"));

    private static final double[] WEIGHTS = {0.25, 0.5, 0.75};
    private static final int PITCH = 60;
    private static final int STEPS = 10;
    /** Of all power, what a band counts for at least: silence has no level. */
    private static final double FLOOR = 1e-6;

    private BlendMeasurement() {}

    /** Measures. */
    public static void main(String... arguments) throws IOException {
        int seeds = Integer.parseInt(arguments[1]);
        try (MagnitudeGenerator generator =
                MagnitudeGenerator.load(ModelFolder.find(arguments[0]), Precision.FLOAT32)) {
            GeneratorSpec spec = generator.spec();
            SamplingPlan own = spec.plan();
            MagnitudeEditor editor = new MagnitudeEditor(
                    generator, own.with(own.sampler(), STEPS, own.guidance()), SamplingObserver.NONE);
            int frames = spec.network().frames();
            for (int seed = 1; seed <= seeds; seed++) {
                for (List<String> pair : PAIRS) {
                    List<Condition> ends = pair.stream()
                            .map(name -> spec.condition(name, PITCH))
                            .toList();
                    LogMel first = editor.generate(frames, ends.get(0), seed);
                    LogMel second = editor.generate(frames, ends.get(1), seed);
                    System.out.printf(
                            Locale.ROOT,
                            "%s, seed %d: %.2f apart, centres %.0f and %.0f%n",
                            pair,
                            seed,
                            distance(levels(first), levels(second)),
                            centre(first),
                            centre(second));
                    for (double weight : WEIGHTS) {
                        LogMel between = editor.blend(frames, ends, new double[] {1 - weight, weight}, seed);
                        System.out.printf(
                                Locale.ROOT,
                                "  %.2f: %.2f and %.2f away, at %.2f, centre %.0f%n",
                                weight,
                                distance(levels(between), levels(first)),
                                distance(levels(between), levels(second)),
                                place(levels(first), levels(second), levels(between)),
                                centre(between));
                    }
                }
            }
        }
    }

    /** Each band's share of the power, in nepers of its amplitude. */
    private static double[] levels(LogMel sound) {
        double[] levels = new double[sound.bands()];
        double total = 0;
        float[] values = sound.toArray();
        for (int i = 0; i < values.length; i++) {
            double power = Math.exp(2 * values[i]);
            levels[i % levels.length] += power;
            total += power;
        }
        for (int k = 0; k < levels.length; k++) {
            levels[k] = Math.log(Math.max(levels[k] / total, FLOOR)) / 2;
        }
        return levels;
    }

    /** The mean of frames, weighted by their power. */
    private static double centre(LogMel sound) {
        double total = 0;
        double moment = 0;
        float[] values = sound.toArray();
        for (int i = 0; i < values.length; i++) {
            double power = Math.exp(2 * values[i]);
            total += power;
            int frame = i / sound.bands();
            moment += power * frame;
        }
        return moment / total;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length);
    }

    private static double place(double[] first, double[] second, double[] between) {
        double along = 0;
        double length = 0;
        for (int i = 0; i < first.length; i++) {
            double way = second[i] - first[i];
            along += (between[i] - first[i]) * way;
            length += way * way;
        }
        return along / length;
    }
}
