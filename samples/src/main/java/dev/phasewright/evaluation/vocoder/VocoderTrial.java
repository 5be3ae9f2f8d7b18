package dev.phasewright.evaluation.vocoder;

import dev.phasewright.audio.Audio;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.metric.Fidelity;
import dev.phasewright.vocoder.metric.OnsetFidelity;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.Pghi;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.vocoder.phase.RandomPhase;
import dev.phasewright.vocoder.phase.Spsi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Takes phase from a clip and gives it back by one method after the other, with a clock and a ruler. */
public final class VocoderTrial {
    private static final int[] FRONTIER = {0, 3, 16, 32, 100};

    private static final String FRAME_BY_FRAME = "network, frame by frame";

    /** No phase at all, but the magnitudes that the network makes of mel bands. */
    private static final String ITS_MAGNITUDES = "the network's magnitudes";

    /** The kind of sound that ESTOI means something of. */
    private static final String SPEECH = "speech";

    private final MelSpec features;
    private final Stft stft;
    private final MelFilterBank filters;
    private final NetworkVocoder network;
    private final MelInversion inversion;
    private final long seed;

    public VocoderTrial(NetworkVocoder network, long seed) {
        this.network = network;
        this.features = network.spec().features();
        this.stft = Stft.of(features.stft());
        this.filters = MelFilterBank.of(features);
        this.inversion = MelInversion.of(features);
        this.seed = seed;
    }

    /** What is tried; with the frontier, every start with every number of iterations. */
    private static List<VocoderMethod> methods(boolean frontier) {
        List<VocoderMethod> methods = new ArrayList<>();
        methods.add(new VocoderMethod("linear", "true phase", "true", 0));
        for (String input : List.of("linear", "mel")) {
            add(methods, input, "network", 0, 3, 16);
            add(methods, input, FRAME_BY_FRAME, 0);
            add(methods, input, "random", 32, 100);
            add(methods, input, "pghi", 0, 32);
            add(methods, input, "spsi", 0);
            add(methods, input, "random", 0);
        }
        // What of the network's lead is due to its magnitudes, and what to its phases.
        add(methods, "mel", ITS_MAGNITUDES, 32, 100);
        if (frontier) {
            for (String start : List.of("network", "pghi", "spsi", "random")) {
                add(methods, "linear", start, FRONTIER);
            }
        }
        return methods.stream().distinct().toList();
    }

    private static void add(List<VocoderMethod> methods, String input, String start, int... iterations) {
        for (int n : iterations) {
            methods.add(new VocoderMethod(input, name(start, n), start, n));
        }
    }

    private static String name(String start, int iterations) {
        return switch (start) {
            case "random" -> iterations > 0 ? "fast Griffin-Lim " + iterations : "random phase";
            case ITS_MAGNITUDES -> "fast Griffin-Lim " + iterations + " of " + start;
            default -> start + (iterations > 0 ? " + " + iterations : "");
        };
    }

    /** Tries every method on one clip and forgets it: the compiler sees everything once, before a clock runs. */
    public void warmUp(Audio clip) {
        run("", clip, new VocoderReport(methods(false)));
    }

    /**
     * Tries every method on every clip.
     *
     * @param kinds the clips of each kind of sound, at the network's rate
     * @param frontier whether every start is tried with every number of iterations, too
     */
    public VocoderReport run(Map<String, List<Audio>> kinds, boolean frontier, ProgressDisplay display) {
        VocoderReport report = new VocoderReport(methods(frontier));
        int clips = kinds.values().stream().mapToInt(List::size).sum();
        try (ProgressDisplay.Task bar = display.start("reconstructing", clips, "clips")) {
            int done = 0;
            for (Map.Entry<String, List<Audio>> kind : kinds.entrySet()) {
                for (Audio clip : kind.getValue()) {
                    run(kind.getKey(), clip, report);
                    bar.at(++done);
                }
            }
        }
        return report;
    }

    private void run(String kind, Audio clip, VocoderReport report) {
        ComplexSpectrogram truth = stft.forward(clip);
        Magnitudes magnitudes = truth.magnitudes();
        LogMel mel = filters.apply(magnitudes);
        Fidelity.Original original = kind.equals(SPEECH)
                ? new Fidelity.Original(clip, features)
                : Fidelity.Original.unspoken(clip, features);
        for (VocoderMethod method : report.methods()) {
            long start = System.nanoTime();
            float[] samples = stft.inverse(guess(method, truth, magnitudes, mel));
            double seconds = (System.nanoTime() - start) * 1e-9;
            Audio sound = Audio.mono(samples, clip.sampleRate());
            report.add(kind, method, original.compare(sound), OnsetFidelity.of(clip, sound), clip.seconds(), seconds);
        }
    }

    private ComplexSpectrogram guess(
            VocoderMethod method, ComplexSpectrogram truth, Magnitudes magnitudes, LogMel mel) {
        if (method.start().equals("true")) {
            return truth;
        }
        RandomGenerator random = Seeds.phase(seed, 0);
        if (method.input().equals("linear")) {
            return refined(method, start(method)).reconstruct(magnitudes, random);
        }
        int samples = magnitudes.samples();
        if (method.start().equals("network")) {
            ComplexSpectrogram made = network.spectrum(mel, samples);
            PhaseReconstructor from = (same, none) -> made;
            return refined(method, from).reconstruct(network.fitted(made, mel), random);
        }
        boolean its = method.start().equals(FRAME_BY_FRAME) || method.start().equals(ITS_MAGNITUDES);
        Magnitudes known = its ? network.magnitudes(mel) : inversion.apply(mel);
        return refined(method, start(method)).reconstruct(known.lasting(samples), random);
    }

    private PhaseReconstructor start(VocoderMethod method) {
        return switch (method.start()) {
            case "network" -> network.phase();
            case FRAME_BY_FRAME ->
                (method.input().equals("mel") ? network.melPhase() : network.linearPhase()).frameByFrame();
            case "pghi" -> new Pghi();
            case "spsi" -> new Spsi();
            default -> new RandomPhase();
        };
    }

    private static PhaseReconstructor refined(VocoderMethod method, PhaseReconstructor start) {
        return method.iterations() == 0
                ? start
                : GriffinLim.fast(method.iterations()).from(start);
    }
}
