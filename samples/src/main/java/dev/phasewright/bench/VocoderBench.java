package dev.phasewright.bench;

import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** How fast magnitudes become sound again: by every classical method, and by both inputs of a network. */
public final class VocoderBench {

    private final float[] sound;
    private final int sampleRate;
    private final double warmUp;
    private final int repeats;

    /**
     * A bench that takes the median of this many runs.
     *
     * @param sampleRate the sound's
     * @param warmUp seconds for which each method runs before: Java's compiler takes some, above all for a network and
     *     the integration of its phases
     */
    public VocoderBench(float[] sound, int sampleRate, double warmUp, int repeats) {
        this.sound = sound;
        this.sampleRate = sampleRate;
        this.warmUp = warmUp;
        this.repeats = repeats;
    }

    /**
     * What one input of a network reached.
     *
     * @param realTime seconds of sound a second
     * @param products over the whole time, also that in which nothing is multiplied
     */
    public record InputRate(double realTime, Rate products) {}

    /** Every classical method by name, and the longer Griffin-Lim that papers compare with. */
    static Map<String, PhaseReconstructor> methods() {
        Map<String, PhaseReconstructor> methods = new LinkedHashMap<>();
        PhaseMethods.names().forEach(name -> methods.put(name, PhaseMethods.named(name)));
        methods.put("griffin-lim-100", GriffinLim.fast(100));
        return methods;
    }

    public void classical(Figures figures) {
        Stft stft = Stft.of(MelSpec.STANDARD.stft());
        Magnitudes magnitudes = stft.forward(sound).magnitudes();
        methods().forEach((name, method) -> {
            double seconds = seconds(() -> stft.inverse(method.reconstruct(magnitudes, new SplittableRandom(1))));
            figures.realTime("phase, " + name, clip() / seconds);
        });
    }

    /** A trained vocoder of the sound's rate by both inputs in every precision. */
    public List<InputRate> network(Path model, MatrixProduct limit) throws IOException {
        String name = model.getFileName().toString();
        List<InputRate> inputs = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            try (NetworkVocoder network = NetworkVocoder.load(model, precision)) {
                inputs.addAll(inputs(network, name, precision));
            }
            limit.measure();
        }
        return inputs;
    }

    /** The linear input, then the mel one. */
    List<InputRate> inputs(NetworkVocoder network, String name, Precision precision) {
        MelSpec features = network.spec().features();
        Stft stft = Stft.of(features.stft());
        Magnitudes magnitudes = stft.forward(sound).magnitudes();
        LogMel mel = MelFilterBank.of(features).apply(magnitudes);
        double linear = seconds(() -> stft.inverse(network.phase().reconstruct(magnitudes, new SplittableRandom(1))));
        double viaMel = seconds(() -> network.synthesize(mel, new SplittableRandom(1)));
        double gigaflops = 1e-9 * magnitudes.frames();
        return List.of(
                new InputRate(
                        clip() / linear,
                        Rate.of(name + ", linear input", precision, gigaflops * network.flopsPerFrame(false) / linear)),
                new InputRate(
                        clip() / viaMel,
                        Rate.of(name + ", mel input", precision, gigaflops * network.flopsPerFrame(true) / viaMel)));
    }

    private double clip() {
        return (double) sound.length / sampleRate;
    }

    private double seconds(Runnable work) {
        for (double spent = 0; spent < warmUp; ) {
            spent += once(work);
        }
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < repeats; i++) {
            seconds.add(once(work));
        }
        return Median.of(seconds);
    }

    private static double once(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }
}
