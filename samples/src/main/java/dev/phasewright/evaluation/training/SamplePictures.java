package dev.phasewright.evaluation.training;

import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Draws one clip of each class, or of some where there are many, at every checkpoint, from the same noise each time, so
 * that pictures compare. Where there are pitches they rise from clip to clip.
 */
public final class SamplePictures implements DiffusionTraining.Preview {
    private static final int MOST_CLASSES = 12;
    private static final int UNCONDITIONAL = 8;

    private final Path file;
    private final long seed;
    private final Consumer<String> failed;
    private boolean givenUp;

    /**
     * Pictures in one file, each in place of the one before.
     *
     * @param file a PNG
     * @param seed where the noise comes from
     * @param failed told why there are no pictures, if there are none; training goes on
     */
    public SamplePictures(Path file, long seed, Consumer<String> failed) {
        this.file = file;
        this.seed = seed;
        this.failed = failed;
    }

    @Override
    public void draw(MagnitudeGenerator model, long update) {
        if (givenUp) {
            return;
        }
        List<String> classes = model.spec().classes();
        int count = classes.isEmpty() ? UNCONDITIONAL : Math.min(MOST_CLASSES, classes.size());
        int[] asked = new int[count];
        List<String> labels = new ArrayList<>();
        int[] pitches = new int[count];
        PitchRange range = model.spec().network().pitches();
        for (int i = 0; i < count; i++) {
            asked[i] = classes.isEmpty() ? Condition.NONE : i * classes.size() / count;
            pitches[i] = range.isEmpty() ? Condition.NONE : range.lowest() + (range.count() - 1) * i / count;
            labels.add((classes.isEmpty() ? "seed " + i : classes.get(asked[i]))
                    + (range.isEmpty() ? "" : " " + pitches[i]));
        }
        List<LogMel> clips = model.generate(
                model.plan(),
                Condition.of(asked).withPitches(pitches),
                GaussianNoise.itemSeeds(seed, count),
                SamplingObserver.NONE);
        try {
            SpectrogramImage.write(SpectrogramImage.grid(clips, labels, "step " + update), file);
        } catch (IllegalStateException | IOException e) {
            // A picture is not worth hours of training: a machine without fonts, say, trains all the same.
            givenUp = true;
            failed.accept("no pictures of samples: " + e.getMessage());
        }
    }
}
