package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.diffusion.Condition;
import dev.phasewright.spectrogram.diffusion.GeneratorSpec;
import dev.phasewright.spectrogram.diffusion.MagnitudeGenerator;
import dev.phasewright.spectrogram.learn.Checkpoint;
import dev.phasewright.spectrogram.learn.CheckpointException;
import dev.phasewright.spectrogram.learn.Precision;
import dev.phasewright.spectrogram.learn.Seeds;
import dev.phasewright.vocoder.GriffinLim;
import dev.phasewright.vocoder.MelInversion;
import dev.phasewright.vocoder.NetworkVocoder;
import dev.phasewright.vocoder.PhaseReconstructor;
import dev.phasewright.vocoder.Phasewright;
import dev.phasewright.vocoder.VocoderSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The generator and the vocoder: described at once, loaded when they are first needed, and once. Threads take turns at
 * them.
 */
final class Models implements AutoCloseable {
    private final Path generatorFolder;
    private final Path vocoderFolder;
    private final GeneratorSpec generator;
    private final MelSpec features;
    private final Stft stft;
    private final MelFilterBank filters;
    private NetworkVocoder network;
    private Phasewright phasewright;

    /**
     * Finds out what they are.
     *
     * @throws IOException if one of them cannot be used, as far as its description shows, or they do not fit
     */
    Models(Path generatorFolder, Path vocoderFolder) throws IOException {
        this.generatorFolder = generatorFolder;
        this.vocoderFolder = vocoderFolder;
        this.generator = Checkpoint.describe(generatorFolder, GeneratorSpec.class, GeneratorSpec.KIND);
        this.features = Checkpoint.describe(vocoderFolder, VocoderSpec.class, VocoderSpec.KIND)
                .features();
        if (!features.equals(generator.features())) {
            throw new CheckpointException(vocoderFolder + ": takes " + features + ", but " + generatorFolder + " makes "
                    + generator.features() + "; choose another vocoder or another generator");
        }
        this.stft = Stft.of(features.stft());
        this.filters = MelFilterBank.of(features);
    }

    /** The generator's name. */
    String name() {
        return generatorFolder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** The names that can be asked for; empty for an unconditional model. */
    List<String> classes() {
        return generator.classes();
    }

    /** The names of the methods that make phase anew. */
    static List<String> methods() {
        List<String> names = new ArrayList<>(PhaseReconstructor.names());
        names.add(0, CopyRequest.NETWORK);
        return names;
    }

    /** Whether a method goes on for a number of iterations. */
    static boolean isIterative(String method) {
        return !method.equals(CopyRequest.NETWORK) && PhaseReconstructor.named(method) instanceof GriffinLim;
    }

    /**
     * Generates a sound.
     *
     * @param progress told of each step; what it throws ends the generation
     */
    synchronized Audio generate(GenerationRequest request, Job.Progress progress) throws IOException {
        progress.at(0);
        if (phasewright == null) {
            phasewright = new Phasewright(MagnitudeGenerator.load(generatorFolder, Precision.FLOAT32), network());
        }
        int index = request.className() == null ? Condition.NONE : generator.classIndex(request.className());
        List<LogMel> magnitudes = phasewright
                .generator()
                .generate(
                        request.plan(),
                        Condition.of(index),
                        new long[] {request.seed()},
                        (step, steps, sigma, x, denoised) -> progress.at(step));
        progress.at(request.steps());
        return phasewright.synthesize(magnitudes.get(0), request.seed());
    }

    private synchronized NetworkVocoder network() throws IOException {
        if (network == null) {
            network = NetworkVocoder.load(vocoderFolder, Precision.FLOAT32);
        }
        return network;
    }

    /** The sound with its phase made anew, channel by channel: of the same rate, channels and length. */
    Audio copy(Audio sound, CopyRequest request) throws IOException {
        int rate = features.stft().sampleRate();
        Audio there = Resampler.resample(sound, rate);
        float[][] copies = new float[there.channels()][];
        for (int c = 0; c < copies.length; c++) {
            copies[c] = copy(there.channel(c), request, Seeds.stream(request.seed(), "phase", c));
        }
        Audio back = Resampler.resample(Audio.of(copies, rate), sound.sampleRate());
        return back.length() == sound.length() ? back : back.slice(0, sound.length());
    }

    private float[] copy(float[] samples, CopyRequest request, RandomGenerator random) throws IOException {
        Magnitudes magnitudes = stft.forward(samples).magnitudes();
        if (request.method().equals(CopyRequest.NETWORK)) {
            synchronized (this) {
                if (!request.viaMel()) {
                    return synthesize(magnitudes, request, network().phase(), random);
                }
                ComplexSpectrogram first = network().spectrum(filters.apply(magnitudes), samples.length);
                return synthesize(first.magnitudes(), request, (m, r) -> first, random);
            }
        }
        Magnitudes kept = request.viaMel()
                ? trimmed(MelInversion.of(features).apply(filters.apply(magnitudes)), samples.length)
                : magnitudes;
        PhaseReconstructor method = PhaseReconstructor.named(request.method());
        return synthesize(
                kept,
                request,
                method instanceof GriffinLim iterative ? iterative.times(request.iterations()) : method,
                random);
    }

    private float[] synthesize(
            Magnitudes magnitudes, CopyRequest request, PhaseReconstructor phase, RandomGenerator random) {
        PhaseReconstructor refined = request.refine() == 0
                ? phase
                : GriffinLim.fast(request.refine()).from(phase);
        return stft.inverse(refined.reconstruct(magnitudes, random));
    }

    /** Mel frames do not tell where within the last hop the sound ends. */
    private static Magnitudes trimmed(Magnitudes found, int samples) {
        return new Magnitudes(found.spec(), samples, found.toArray());
    }

    @Override
    public synchronized void close() {
        if (phasewright != null) {
            phasewright.close();
        } else if (network != null) {
            network.close();
        }
    }
}
