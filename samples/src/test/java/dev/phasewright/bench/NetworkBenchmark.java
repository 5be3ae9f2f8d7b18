package dev.phasewright.bench;

import dev.phasewright.audio.Audio;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.PhaseNetworkSpec;
import dev.phasewright.vocoder.network.VocoderSpec;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A network of the size that {@code train vocoder} makes unless told otherwise, by both inputs to samples, on as many
 * cores as PyTorch takes. An operation is a second of sound, so the scores are seconds of sound a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BenchSound.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class NetworkBenchmark {
    @Param
    public Precision precision;

    private NetworkVocoder network;
    private Stft stft;
    private Magnitudes magnitudes;
    private LogMel mel;

    @Setup
    public void prepare() {
        MelSpec features = MelSpec.STANDARD;
        VocoderSpec spec =
                new VocoderSpec(VocoderSpec.KIND, features, new PhaseNetworkSpec(128, 4, 3), 256, 4, Map.of());
        network = NetworkVocoder.untrained(spec, precision, new SplittableRandom(1));
        stft = Stft.of(features.stft());
        magnitudes = stft.forward(BenchSound.samples()).magnitudes();
        mel = MelFilterBank.of(features).apply(magnitudes);
    }

    @TearDown
    public void free() {
        network.close();
    }

    @Benchmark
    public float[] linearDoor() {
        return stft.inverse(network.phase().reconstruct(magnitudes, new SplittableRandom(1)));
    }

    @Benchmark
    public Audio melDoor() {
        return network.synthesize(mel, new SplittableRandom(1));
    }
}
