package dev.phasewright;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.cli.Tiny;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.phase.PhaseMethods;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What everyone who makes sounds relies on. */
class PhasewrightTest {
    private static final List<SoundRequest> REQUESTS = List.of(
            SoundRequest.of("high", 5),
            SoundRequest.any(6),
            SoundRequest.of("low", 7).withSeconds(0.4),
            SoundRequest.of("low", 5),
            SoundRequest.of("high", 9).withSeconds(0.05),
            SoundRequest.of("high", 5));

    private static Phasewright tiny() throws IOException {
        return Phasewright.load(
                ModelFolder.read(Tiny.model()),
                Precision.FLOAT32,
                VocoderChoice.network("tiny", ModelFolder.read(Tiny.vocoder())));
    }

    private static SamplingPlan plan(Phasewright phasewright) {
        SamplingPlan own = phasewright.plan();
        return own.with(own.sampler(), 4, own.guidance());
    }

    private static List<GeneratedSound> generate(Phasewright phasewright, List<SoundRequest> requests) {
        return phasewright.generate(requests, plan(phasewright), GenerationObserver.NONE);
    }

    @Test
    void aBlendIsOfNeitherClassAndTheSameWhateverIsBesideIt() throws IOException {
        SoundRequest blend = SoundRequest.any(5).withBlend(Map.of("low", 1.0, "high", 3.0));
        SoundRequest low = SoundRequest.of("low", 5);
        SoundRequest high = SoundRequest.of("high", 5);
        try (Phasewright phasewright = tiny()) {
            List<GeneratedSound> made = generate(phasewright, List.of(low, blend, high));
            List<GeneratedSound> alone = generate(phasewright, List.of(blend.withSeed(5)));
            float[] between = made.get(1).magnitudes().toArray();
            assertArrayEquals(alone.get(0).magnitudes().toArray(), between);
            assertFalse(Arrays.equals(made.get(0).magnitudes().toArray(), between));
            assertFalse(Arrays.equals(made.get(2).magnitudes().toArray(), between));
            SoundRequest unknown = blend.withBlend(Map.of("low", 1.0, "medium", 1.0));
            assertThrows(IllegalArgumentException.class, () -> generate(phasewright, List.of(unknown)));
        }
        assertThrows(IllegalArgumentException.class, () -> blend.withBlend(Map.of("low", -1.0)));
        assertThrows(
                IllegalArgumentException.class, () -> new SoundRequest("low", Map.of("high", 1.0), 0, Map.of(), 0, 1));
    }

    private static float[] samples(GeneratedSound sound) {
        return sound.sound().channel(0);
    }

    @Test
    void soundsComeInTheOrderAskedAndAreTheSameWhateverIsBesideThem() throws IOException {
        try (Phasewright phasewright = tiny()) {
            List<GeneratedSound> together = generate(phasewright, REQUESTS);
            List<SoundRequest> many = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                many.add(REQUESTS.get(i % 4 == 2 ? 3 : i % 4).withSeed(i));
            }
            List<GeneratedSound> batches = generate(phasewright, many);

            assertEquals(REQUESTS.size(), together.size());
            for (int i = 0; i < REQUESTS.size(); i++) {
                GeneratedSound alone =
                        generate(phasewright, List.of(REQUESTS.get(i))).get(0);
                assertArrayEquals(
                        alone.magnitudes().toArray(),
                        together.get(i).magnitudes().toArray(),
                        "magnitudes " + i);
                assertArrayEquals(samples(alone), samples(together.get(i)), "sound " + i);
            }
            for (int i : new int[] {0, 1, 2, 37, 69}) {
                GeneratedSound alone =
                        generate(phasewright, List.of(many.get(i))).get(0);
                assertArrayEquals(samples(alone), samples(batches.get(i)), "of many: " + i);
            }
            assertArrayEquals(samples(together.get(0)), samples(together.get(5)));
            assertEquals(6400, together.get(2).sound().length(), 128);
            assertEquals(800, together.get(4).sound().length(), 128);
            assertEquals(List.of(), generate(phasewright, List.of()));
        }
    }

    @Test
    void fourThreadsGetWhatEachWouldGetAlone() throws Exception {
        try (Phasewright phasewright = tiny()) {
            List<GeneratedSound> expected = generate(phasewright, REQUESTS);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Future<List<GeneratedSound>>> running = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                running.add(threads.submit(() -> generate(phasewright, REQUESTS)));
            }
            for (Future<List<GeneratedSound>> found : running) {
                for (int i = 0; i < expected.size(); i++) {
                    assertArrayEquals(
                            samples(expected.get(i)), samples(found.get().get(i)));
                }
            }
            threads.shutdown();
        }
    }

    @Test
    void progressCoversBothHalvesAndNeverFalls() throws IOException {
        try (Phasewright phasewright = tiny()) {
            List<Long> told = new ArrayList<>();
            phasewright.generate(REQUESTS, plan(phasewright), (done, total) -> {
                assertEquals(REQUESTS.size() * (4L + 1), total);
                told.add(done);
            });
            assertEquals(told.stream().sorted().toList(), told);
            assertEquals(0, told.get(0));
            assertTrue(told.contains(REQUESTS.size() * 4L));
            assertEquals(REQUESTS.size() * 5L, told.get(told.size() - 1));
        }
    }

    @Test
    void whoeverWatchesOrInterruptsCancels() throws IOException {
        try (Phasewright phasewright = tiny()) {
            for (long when : new long[] {0, 1, REQUESTS.size() * 4L}) {
                assertThrows(
                        IllegalCallerException.class,
                        () -> phasewright.generate(REQUESTS, plan(phasewright), (done, total) -> {
                            if (done >= when) {
                                throw new IllegalCallerException("enough");
                            }
                        }));
            }
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> generate(phasewright, REQUESTS));
            assertTrue(Thread.interrupted(), "the thread stays interrupted");
            assertFalse(generate(phasewright, REQUESTS).isEmpty());
        }
    }

    @Test
    void whatCannotBeIsRefusedInWordsBeforeAnythingIsGenerated() throws IOException {
        try (Phasewright phasewright = tiny()) {
            List<SoundRequest> unknown = List.of(REQUESTS.get(0), SoundRequest.of("middle", 1));
            String told = assertThrows(
                            IllegalArgumentException.class,
                            () -> phasewright.generate(unknown, plan(phasewright), (done, total) -> {
                                throw new AssertionError("generated");
                            }))
                    .getMessage();
            assertEquals("the model does not know \"middle\"; it knows high, low", told);
            assertThrows(IllegalArgumentException.class, () -> phasewright.generate("high", 60, 1));
            List<SoundRequest> hop = List.of(SoundRequest.of("low", 1).withSeconds(0.008));
            assertEquals(128, generate(phasewright, hop).get(0).sound().length());
            List<SoundRequest> shorter = List.of(SoundRequest.of("low", 1).withSeconds(0.005));
            assertEquals(
                    "a sound of 0.005 s is shorter than the model's frames are apart; ask for 0.008 s at least",
                    assertThrows(IllegalArgumentException.class, () -> generate(phasewright, shorter))
                            .getMessage());
            assertThrows(NullPointerException.class, () -> phasewright.generate(null, 1));
            assertEquals(
                    "a Phasewright needs a generator, not null",
                    assertThrows(NullPointerException.class, () -> new Phasewright(null, phasewright.vocoder()))
                            .getMessage());
        }
        assertEquals(
                "a model has a name or a directory, not null",
                assertThrows(NullPointerException.class, () -> Phasewright.load(null))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new SoundRequest("low", -2, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> SoundRequest.any(1).withSeconds(-1));
        assertThrows(IllegalArgumentException.class, () -> SoundRequest.any(1).withSeconds(Double.NaN));
    }

    @Test
    void theShortWaysAreTheSameWay() throws IOException {
        try (Phasewright phasewright = Phasewright.load(Tiny.noteModel().toString(), PhaseMethods.named("zero"))) {
            Audio any = phasewright.generate("flute", 3);
            Audio note = phasewright.generate("flute", 62, 3);
            List<GeneratedSound> both = phasewright.generate(
                    List.of(
                            SoundRequest.of("flute", 3),
                            SoundRequest.of("flute", 3).withPitch(62)),
                    phasewright.plan(),
                    GenerationObserver.NONE);
            assertArrayEquals(any.channel(0), samples(both.get(0)));
            assertArrayEquals(note.channel(0), samples(both.get(1)));
            assertFalse(Arrays.equals(any.channel(0), note.channel(0)));
        }
    }

    @Test
    void whatIsClosedSaysSo() throws IOException {
        Phasewright phasewright = tiny();
        phasewright.close();
        phasewright.close();
        for (Executable use : List.<Executable>of(
                () -> phasewright.generate("high", 1), phasewright::generator, phasewright::vocoder)) {
            assertEquals(
                    "this Phasewright was closed",
                    assertThrows(IllegalStateException.class, use).getMessage());
        }
    }
}
