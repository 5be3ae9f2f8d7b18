package dev.phasewright.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Main;
import dev.phasewright.cli.Tiny;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.PhaseNetworkSpec;
import dev.phasewright.vocoder.network.VocoderSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Param;

/** That what {@code bench} measures is what it says; not how fast it is. */
class BenchPartsTest {
    private static final float[] SOUND = BenchSound.samples(0.3);

    private final StringWriter out = new StringWriter();
    private final Figures figures = new Figures(new PrintWriter(out));

    @Test
    void bareTransformsGiveTheSoundBackButForItsLevel() {
        // Squared Hann windows a quarter apart add up to 3/2, and JTransforms' unscaled inverse is n/2 too loud.
        double[] back = new BareTransforms(new StftSpec(16_000, 1024, 256, Window.HANN), SOUND).run();
        float[] same = new float[3000];
        float[] expected = new float[same.length];
        for (int i = 0; i < same.length; i++) {
            same[i] = (float) (back[512 + 600 + i] / (1.5 * 512));
            expected[i] = SOUND[600 + i];
        }
        assertArrayEquals(expected, same, 1e-6f);
    }

    @Test
    void everyClassicalMethodHasARowAndABenchmark() throws NoSuchFieldException {
        new VocoderBench(SOUND, BenchSound.SAMPLE_RATE, 0, 1).classical(figures);

        List<String> names = List.copyOf(VocoderBench.methods().keySet());
        assertEquals(names.size(), out.toString().lines().count(), out.toString());
        assertTrue(names.stream().allMatch(name -> out.toString().contains("phase, " + name + " ")), out.toString());
        Param benchmarks = ReconstructorBenchmark.class.getField("method").getAnnotation(Param.class);
        assertEquals(names, List.of(benchmarks.value()));
    }

    @Test
    void aStartIsComparedWithOneThatDoesNothing(@TempDir Path folder) throws IOException {
        new ColdStart(folder, 1, Main.class).run(Tiny.model(), "tiny", figures);

        assertTrue(Files.size(folder.resolve("sound.wav")) > 44);
        String row = out.toString().strip();
        assertTrue(Double.parseDouble(row.substring(row.lastIndexOf(' '))) > 1, row);
        assertThrows(IOException.class, () -> new ColdStart(folder, 1, Main.class).run(folder, "nothing", figures));
    }

    @Test
    void bothDoorsOfANetworkAreMeasured() {
        VocoderSpec spec =
                new VocoderSpec(VocoderSpec.KIND, MelSpec.STANDARD, new PhaseNetworkSpec(8, 1, 2), 8, 1, Map.of());
        try (NetworkVocoder network = NetworkVocoder.untrained(spec, Precision.FLOAT32, new SplittableRandom(1))) {
            List<VocoderBench.InputRate> inputs =
                    new VocoderBench(SOUND, BenchSound.SAMPLE_RATE, 0, 1).inputs(network, "network", Precision.FLOAT32);

            assertEquals(
                    List.of("network, linear input, float32", "network, mel input, float32"),
                    inputs.stream().map(input -> input.products().name()).toList());
            for (VocoderBench.InputRate input : inputs) {
                assertTrue(input.realTime() > 0 && input.products().gigaflops() > 0, input.toString());
            }
        }
    }

    @Test
    void transformsAreComparedAtBothHopsAndRandomPhasesToo() {
        new TransformBench(3).run(SOUND, figures);

        assertEquals(3, out.toString().lines().filter(l -> l.contains("÷")).count(), out.toString());
    }
}
