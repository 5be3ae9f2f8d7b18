package dev.phasewright.bench;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
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
 * The STFT of a clip, its inverse, both, and the bare Fourier transforms of both, on one core. An operation is a second
 * of sound, so the scores are seconds of sound a second.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BenchSound.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TransformBenchmark {
    @Param({"256", "128"})
    public int hop;

    private float[] sound;
    private Stft stft;
    private ComplexSpectrogram spectrum;
    private BareTransforms bare;

    @Setup
    public void prepare() {
        StftSpec spec = new StftSpec(BenchSound.SAMPLE_RATE, 1024, hop, Window.HANN);
        sound = BenchSound.samples();
        stft = Stft.of(spec);
        spectrum = stft.forward(sound);
        bare = new BareTransforms(spec, sound);
    }

    @Benchmark
    public ComplexSpectrogram stft() {
        return stft.forward(sound);
    }

    @Benchmark
    public float[] inverseStft() {
        return stft.inverse(spectrum);
    }

    @Benchmark
    public float[] both() {
        return stft.inverse(stft.forward(sound));
    }

    @Benchmark
    public double[] bareTransformsOfBoth() {
        return bare.run();
    }
}
