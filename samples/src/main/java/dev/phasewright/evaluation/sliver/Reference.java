package dev.phasewright.evaluation.sliver;

import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.evaluation.ReferenceDistance;
import dev.phasewright.judge.Judge;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Samples of a sliver's teacher, with which those of students are compared. */
final class Reference {
    private final GeneratorSpec generator;
    private final float[][] units;
    private final ReferenceDistance distance;

    /** What as many clips are to be compared with, in the space of a judge. */
    Reference(GeneratorSpec generator, Judge judge, List<LogMel> clips) {
        this.generator = generator;
        this.units = units(generator, clips);
        this.distance = new ReferenceDistance(judge, clips, clips.size());
    }

    /** The clips in the network's units; not a copy. */
    float[][] units() {
        return units;
    }

    /** Clips in the network's units, silence where they are quieter than that. */
    static float[][] units(GeneratorSpec generator, List<LogMel> clips) {
        float silence = (float) Math.log(generator.features().floor());
        float[][] units = new float[clips.size()][];
        for (int i = 0; i < units.length; i++) {
            units[i] = clips.get(i).toArray();
            for (int j = 0; j < units[i].length; j++) {
                units[i][j] = Math.max(units[i][j], silence);
            }
            generator.normalization().normalize(units[i]);
        }
        return units;
    }

    /** Fréchet's distance of clips from these, were there infinitely many, as a share of how much these vary. */
    double distance(List<LogMel> clips, long seed) {
        return distance.estimate(clips, seed);
    }

    /** What the best affine student draws: each coefficient of the cosine transform by its own mean and deviation. */
    List<LogMel> affine(long seed) {
        CosineTransform transform = new CosineTransform(
                generator.network().frames(), generator.features().bands());
        int size = units[0].length;
        double[] mean = new double[size];
        double[] square = new double[size];
        for (float[] clip : units) {
            float[] coefficients = transform.forward(clip);
            for (int k = 0; k < size; k++) {
                mean[k] += coefficients[k] / (double) units.length;
                square[k] += (double) coefficients[k] * coefficients[k] / units.length;
            }
        }
        return IntStream.range(0, units.length)
                .mapToObj(i -> {
                    RandomGenerator random = Seeds.stream(seed, "affine", i);
                    float[] coefficients = new float[size];
                    for (int k = 0; k < size; k++) {
                        double deviation = Math.sqrt(Math.max(0, square[k] - mean[k] * mean[k]));
                        coefficients[k] = (float) (mean[k] + deviation * NormalDeviates.draw(random));
                    }
                    return generator.normalization().denormalize(transform.inverse(coefficients), generator.features());
                })
                .toList();
    }
}
