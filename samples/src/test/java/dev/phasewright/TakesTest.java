package dev.phasewright;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.cli.Tiny;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Of what is asked for by knobs, several are drawn and the nearest is kept. */
class TakesTest {
    private static final LogMel NOTHING = new LogMel(MelSpec.WIDE, new float[MelSpec.WIDE.bands()]);

    /** Noise that falls to 1/e in so many samples, as the corpus's snares do in 600 to 850. */
    private static GeneratedSound noise(double decay, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[6000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.exp(-i / decay) * (2 * random.nextDouble() - 1));
        }
        return new GeneratedSound(Audio.mono(samples, 44_100), NOTHING);
    }

    private static GeneratorSpec model() throws IOException {
        return GeneratorSpec.of(ModelFolder.read(Tiny.drumModel()));
    }

    @Test
    void theNearestIsKept() throws IOException {
        SoundRequest plain = SoundRequest.of("snare", 7);
        SoundRequest longer = plain.withKnobs(Map.of("decay", 95.0));
        SoundRequest shorter = plain.withKnobs(Map.of("decay", 5.0));
        Takes takes = new Takes(model(), List.of(longer, plain, shorter));
        assertTrue(takes.isSeveral());
        List<SoundRequest> all = takes.all();
        assertEquals(2 * Takes.COUNT + 1, all.size());
        assertEquals(longer, all.get(0), "the first take has the request's own seed");
        assertEquals(
                2 * Takes.COUNT,
                all.stream().map(SoundRequest::seed).filter(s -> s != 7).count() + 2);
        List<GeneratedSound> drawn = new ArrayList<>();
        double[] decays = {650, 750, 560, 900};
        for (int i = 0; i < all.size(); i++) {
            int take = i < Takes.COUNT ? i : i - Takes.COUNT - 1;
            drawn.add(i == Takes.COUNT ? noise(700, 1) : noise(decays[take], i));
        }
        List<Integer> kept = takes.kept(drawn);
        assertEquals(List.of(Takes.COUNT - 1, Takes.COUNT, 2 * Takes.COUNT - 1), kept);
    }

    @Test
    void silenceIsKeptOnlyWhereThereIsNothingElse() throws IOException {
        Takes takes = new Takes(model(), List.of(SoundRequest.of("snare", 7).withKnobs(Map.of("decay", 50.0))));
        GeneratedSound silence = new GeneratedSound(Audio.mono(new float[100], 44_100), NOTHING);
        assertEquals(List.of(2), takes.kept(List.of(silence, silence, noise(700, 1), silence)));
        assertEquals(List.of(0), takes.kept(List.of(silence, silence, silence, silence)));
    }

    @Test
    void whatIsAskedWithoutKnobsIsDrawnOnceAndWatchingShowsWhatIsKept() throws IOException {
        assertFalse(new Takes(model(), List.of(SoundRequest.any(1))).isSeveral());
        try (Phasewright drums = Phasewright.load(Tiny.drumModel().toString())) {
            for (long seed = 1; seed < 4; seed++) {
                SoundRequest asked = SoundRequest.of("snare", seed).withKnobs(Map.of("brightness", 90.0));
                Audio generated = drums.generate(
                                List.of(SoundRequest.any(5), asked),
                                drums.plan().with(drums.plan().sampler(), 2, 1),
                                GenerationObserver.NONE)
                        .get(1)
                        .sound();
                Audio watched = drums.watch(
                                asked, drums.plan().with(drums.plan().sampler(), 2, 1), step -> {})
                        .sound();
                assertEquals(generated, watched);
                assertTrue(Knob.BRIGHTNESS.measure(watched) > 0);
            }
        }
    }
}
