package dev.phasewright.diffusion.harmonic;

import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How much of a pitch is found under noise: the share of voiced frames in which a noisy clip says the pitch that the clean
 * one has, within a twentieth of an octave, for each noise level.
 *
 * <pre>
 * mvn -Pmeasure -DskipTests -Dmeasure="dev.phasewright.diffusion.harmonic.PitchMeasurement digits digits4k" test
 * </pre>
 *
 * with a model that looks for harmonics, and a corpus of its sounds.
 */
final class PitchMeasurement {
    private static final int CLIPS = 100;
    /** Steps of a sixtieth of an octave. */
    private static final int NEAR = 3;

    private PitchMeasurement() {}

    /** Measures. */
    public static void main(String... arguments) throws IOException {
        GeneratorSpec spec = GeneratorSpec.of(ModelFolder.find(arguments[0]));
        Path folder = Files.createTempDirectory("pitches");
        try (LogMelDataset clips = LogMelDataset.read(
                TrainingSplit.part(Path.of(arguments[1]), "validation"),
                spec.features(),
                folder,
                true,
                Dataset.Observer.NONE)) {
            for (double sigma : new double[] {20, 10, 6, 4, 3, 2, 1, 0.5, 0.2, 0.05}) {
                System.out.printf(Locale.ROOT, "%5.2f  %4.1f %%%n", sigma, 100 * found(spec, clips, sigma));
            }
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private static double found(GeneratorSpec spec, LogMelDataset clips, double sigma) {
        HarmonicComb comb = new HarmonicComb(spec.features());
        PitchTracker any = new PitchTracker(comb, spec.features(), spec.normalization());
        Harmonics harmonics = spec.harmonics();
        int voiced = 0;
        int right = 0;
        float[] clip = new float[spec.network().values()];
        for (int item : Spread.over(clips.size(), CLIPS)) {
            clips.copy(item, 0, spec.network().frames(), clip, 0);
            spec.normalization().normalize(clip);
            int[] truth = any.track(clip, clip, 0);
            float[] noisy = new float[clip.length];
            NormalDeviates.fill(noisy, 0, noisy.length, Seeds.stream(1, "pitches", item));
            DenoisingBatch.drown(clip, sigma, noisy, 0);
            float[] combs = harmonics.combs(noisy, sigma, Condition.none(1));
            for (int frame = 0; frame < truth.length; frame++) {
                if (truth[frame] != PitchTracker.UNVOICED) {
                    voiced++;
                    right += isNear(comb, combs, frame, truth[frame]) ? 1 : 0;
                }
            }
        }
        return (double) right / voiced;
    }

    /** Whether the comb that was drawn in a frame is that of a pitch, or nearly. */
    private static boolean isNear(HarmonicComb comb, float[] combs, int frame, int pitch) {
        int at = frame * comb.bands();
        int to = Math.min(HarmonicComb.STATES - 1, pitch + NEAR);
        for (int state = Math.max(0, pitch - NEAR); state <= to; state++) {
            if (Arrays.equals(comb.of(state), 0, comb.bands(), combs, at, at + comb.bands())) {
                return true;
            }
        }
        return false;
    }
}
