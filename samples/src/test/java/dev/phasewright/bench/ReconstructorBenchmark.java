package dev.phasewright.bench;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Every classical method, from the magnitudes of a clip to its samples, on one core. An operation is a second of sound,
 * so the scores are seconds of sound a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BenchSound.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class ReconstructorBenchmark {
    /** The names of {@link VocoderBench#methods}, which an annotation has to spell out; a test compares them. */
    @Param({"griffin-lim", "accelerated-griffin-lim", "pghi", "rtisi", "spsi", "random", "zero", "griffin-lim-100"})
    public String method;

    private Stft stft;
    private Magnitudes magnitudes;
    private PhaseReconstructor reconstructor;

    @Setup
    public void prepare() {
        stft = Stft.of(MelSpec.STANDARD.stft());
        magnitudes = stft.forward(BenchSound.samples()).magnitudes();
        reconstructor = VocoderBench.methods().get(method);
    }

    @Benchmark
    public float[] sound() {
        return stft.inverse(reconstructor.reconstruct(magnitudes, new SplittableRandom(1)));
    }
}
