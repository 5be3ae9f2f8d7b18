package dev.phasewright.bench;

import dev.phasewright.audio.Audio;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseDistribution;
import dev.phasewright.vocoder.lab.PhaseOnly;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import dev.phasewright.vocoder.lab.PhaseTool;
import dev.phasewright.vocoder.lab.Rephased;
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

/** The phase tools at 1024/256, on one core. An operation is a second of sound. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BenchSound.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PhaseBenchmark {
    @Param({"uniform", "gaussian", "sign", "zero", "bin", "only"})
    public String tool;

    private Audio sound;
    private PhaseTool chosen;

    @Setup
    public void prepare() {
        Framing framing = Framing.ofMilliseconds(64);
        PhaseRandomization random = PhaseRandomization.standard().withFraming(framing);
        sound = Audio.mono(BenchSound.samples(), BenchSound.SAMPLE_RATE);
        chosen = switch (tool) {
            case "uniform" -> random;
            case "gaussian" -> random.withDistribution(PhaseDistribution.gaussian(1));
            case "sign" -> random.withDistribution(PhaseDistribution.sign());
            case "zero" -> random.withDistribution(PhaseDistribution.zero());
            case "bin" -> random.withScope(PhaseRandomization.Scope.BIN);
            case "only" -> new PhaseOnly(framing);
            default -> throw new IllegalArgumentException(tool);
        };
    }

    @Benchmark
    public Rephased phases() {
        return chosen.apply(sound);
    }
}
