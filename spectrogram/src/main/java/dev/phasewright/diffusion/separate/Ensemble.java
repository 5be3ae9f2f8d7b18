package dev.phasewright.diffusion.separate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.Windowed;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The generators of the sounds in a mixture as one denoiser, which asks each sound's own. What it is asked for itself does not
 * matter: each sound is what its {@link Prior} says, or, to tell what that is worth, anything.
 *
 * <p>Sounds of one sample stand together in a batch, those of the next one after them.
 */
final class Ensemble implements Denoiser {
    /** Of a model's length, from one window to the next. */
    private static final int WINDOWS = 2;

    private final List<Voice> voices;
    private final int stems;

    /**
     * One generator's part.
     *
     * @param denoiser of clips of any length that is at least its own
     * @param stems which of a sample's sounds are its own, in rising order
     * @param asked what each of them is
     */
    private record Voice(Denoiser denoiser, List<Integer> stems, Condition asked) {}

    private Ensemble(List<Voice> voices, int stems) {
        this.voices = voices;
        this.stems = stems;
    }

    /** The generators of some sounds, guided as a plan says. */
    static Ensemble of(List<Prior> priors, SamplingPlan plan) {
        Map<MagnitudeGenerator, List<Integer>> owners = new LinkedHashMap<>();
        for (int k = 0; k < priors.size(); k++) {
            owners.computeIfAbsent(priors.get(k).generator(), g -> new ArrayList<>())
                    .add(k);
        }
        List<Voice> voices = new ArrayList<>();
        owners.forEach((generator, own) -> {
            Denoiser guided =
                    new Guidance(generator.denoiser(), plan.guidance(), plan.guidanceLow(), plan.guidanceHigh());
            int frames = generator.spec().network().frames();
            Condition asked =
                    Condition.concat(own.stream().map(k -> priors.get(k).item()).toList());
            // Of clips of its own length there is but one window.
            voices.add(new Voice(new Windowed(guided, frames, Math.max(1, frames / WINDOWS)), own, asked));
        });
        return new Ensemble(voices, priors.size());
    }

    /** The same that is not told what the sounds are. */
    Ensemble untold() {
        return new Ensemble(
                voices.stream()
                        .map(v -> new Voice(
                                v.denoiser(),
                                v.stems(),
                                Condition.none(v.stems().size())))
                        .toList(),
                stems);
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        int samples = condition.batch() / stems;
        if (voices.size() == 1) {
            return voices.get(0).denoiser().denoise(noisy, sigma, repeated(voices.get(0), samples));
        }
        Shape shape = noisy.getShape();
        int size = Math.toIntExact(shape.get(1) * shape.get(2));
        float[] x = noisy.toFloatArray();
        float[] said = new float[x.length];
        for (Voice voice : voices) {
            int[] places = IntStream.range(0, samples)
                    .flatMap(s -> voice.stems().stream().mapToInt(k -> (s * stems + k) * size))
                    .toArray();
            float[] own = new float[places.length * size];
            for (int i = 0; i < places.length; i++) {
                System.arraycopy(x, places[i], own, i * size, size);
            }
            Shape part = new Shape(places.length, shape.get(1), shape.get(2));
            try (NDArray seen = noisy.getManager().create(own, part);
                    NDArray answer = voice.denoiser().denoise(seen, sigma, repeated(voice, samples))) {
                own = answer.toFloatArray();
            }
            for (int i = 0; i < places.length; i++) {
                System.arraycopy(own, i * size, said, places[i], size);
            }
        }
        return noisy.getManager().create(said, shape);
    }

    private static Condition repeated(Voice voice, int samples) {
        int own = voice.stems().size();
        return voice.asked()
                .select(IntStream.range(0, samples * own).map(i -> i % own).toArray());
    }
}
