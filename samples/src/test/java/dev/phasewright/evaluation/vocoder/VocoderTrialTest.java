package dev.phasewright.evaluation.vocoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.cli.Tiny;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.metric.Fidelity;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.RandomPhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocoderTrialTest {
    @TempDir
    private Path folder;

    /** What the network's lead owes to its magnitudes is seen only where others get the same. */
    @Test
    void griffinLimIsTriedOnTheNetworksMagnitudesToo() throws IOException {
        Audio clip = SoundFile.read(Tiny.sound(folder.resolve("tone.wav"), 440));
        try (NetworkVocoder network = NetworkVocoder.load(Tiny.vocoder(), Precision.FLOAT32)) {
            List<VocoderReport.Row> rows = new VocoderTrial(network, 1)
                    .run(Map.of("tones", List.of(clip)), false, ProgressDisplay.NONE)
                    .rows();

            MelSpec features = network.spec().features();
            Stft stft = Stft.of(features.stft());
            Magnitudes magnitudes = stft.forward(clip).magnitudes();
            LogMel mel = MelFilterBank.of(features).apply(magnitudes);
            float[] made = stft.inverse(GriffinLim.fast(32)
                    .from(new RandomPhase())
                    .reconstruct(network.magnitudes(mel).lasting(magnitudes.samples()), Seeds.phase(1, 0)));
            Fidelity expected = Fidelity.Original.unspoken(clip, features).compare(Audio.mono(made, 16_000));

            Fidelity its = of(rows, "fast Griffin-Lim 32 of the network's magnitudes");
            assertEquals(expected.spectralConvergence(), its.spectralConvergence(), 1e-9);
            assertEquals(expected.logSpectralDistance(), its.logSpectralDistance(), 1e-9);
            assertNotEquals(of(rows, "fast Griffin-Lim 32").logSpectralDistance(), its.logSpectralDistance());
            assertTrue(rows.stream()
                    .filter(row -> row.method().name().contains("the network's magnitudes"))
                    .allMatch(row -> row.method().input().equals("mel")));
        }
    }

    private static Fidelity of(List<VocoderReport.Row> rows, String name) {
        return rows.stream()
                .filter(row -> row.method().input().equals("mel"))
                .filter(row -> row.method().name().equals(name))
                .findFirst()
                .orElseThrow()
                .fidelity();
    }
}
