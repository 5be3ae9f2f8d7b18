package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.CopySynthesis;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The generator and the vocoder: described at once, loaded when they are first needed, and once. Threads take turns at
 * each, so that a slider need not wait for the whole of a generation.
 */
final class Models implements AutoCloseable {
    private final Path generatorFolder;
    private final Path vocoderFolder;
    private final GeneratorSpec generator;
    private final SamplingPlan plan;
    private final MelSpec features;
    /** Whose turn it is at the generator, which is loaded under it. */
    private final ReentrantLock generating = new ReentrantLock(true);
    /** Whose turn it is at the network, which is loaded under it. */
    private final ReentrantLock vocoding = new ReentrantLock(true);

    private MagnitudeGenerator loadedGenerator;
    private NetworkVocoder loadedNetwork;

    /**
     * Finds out what they are.
     *
     * @throws IOException if one of them cannot be used, as far as its description shows, or they do not fit
     */
    Models(Path generatorFolder, Path vocoderFolder) throws IOException {
        this.generatorFolder = generatorFolder;
        this.vocoderFolder = vocoderFolder;
        this.generator = Checkpoint.describe(generatorFolder, GeneratorSpec.class, GeneratorSpec.KIND);
        this.plan = generator.plan();
        this.features = Checkpoint.describe(vocoderFolder, VocoderSpec.class, VocoderSpec.KIND)
                .features();
        if (!features.equals(generator.features())) {
            throw new CheckpointException(vocoderFolder + ": takes " + features + ", but " + generatorFolder + " makes "
                    + generator.features() + "; choose another vocoder or another generator");
        }
    }

    /** The generator's name. */
    String name() {
        return generatorFolder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** The names that can be asked for; empty for an unconditional model. */
    List<String> classes() {
        return generator.classes();
    }

    /** How the generator is sampled unless something else is asked for. */
    SamplingPlan plan() {
        return plan;
    }

    /**
     * Generates a sound.
     *
     * @param progress told of each step; what it throws ends the generation
     */
    Audio generate(GenerationRequest request, ProgressObserver progress) throws IOException {
        progress.at(0);
        LogMel magnitudes = magnitudes(request, progress);
        progress.at(request.plan().steps());
        vocoding.lock();
        try {
            return network().synthesize(magnitudes, Seeds.phase(request.seed(), 0));
        } finally {
            vocoding.unlock();
        }
    }

    private LogMel magnitudes(GenerationRequest request, ProgressObserver progress) throws IOException {
        int index = request.className() == null ? Condition.NONE : generator.classIndex(request.className());
        generating.lock();
        try {
            if (loadedGenerator == null) {
                loadedGenerator = MagnitudeGenerator.load(generatorFolder, Precision.FLOAT32);
            }
            return loadedGenerator
                    .generate(
                            request.plan(),
                            Condition.of(index),
                            new long[] {request.seed()},
                            (step, steps, sigma, x, denoised) -> progress.at(step))
                    .get(0);
        } finally {
            generating.unlock();
        }
    }

    /** To be called, and its result to be used, in one's turn. */
    private NetworkVocoder network() throws IOException {
        if (loadedNetwork == null) {
            loadedNetwork = NetworkVocoder.load(vocoderFolder, Precision.FLOAT32);
        }
        return loadedNetwork;
    }

    /** The sound with its phase made anew, channel by channel: of the same rate, channels, length and level. */
    Audio copy(Audio sound, CopyRequest request) throws IOException {
        Audio there = Resampler.resample(sound, features.stft().sampleRate());
        Audio copy = request.method().equals(CopyRequest.NETWORK)
                ? byNetwork(there, request)
                : copy(there, request, byMethod(request));
        return LevelMatch.apply(Resampler.resample(copy, sound.sampleRate()), sound);
    }

    private CopySynthesis byMethod(CopyRequest request) {
        PhaseReconstructor named = PhaseMethods.named(request.method());
        PhaseReconstructor method =
                named instanceof GriffinLim iterative ? iterative.times(request.iterations()) : named;
        return request.viaMel() ? CopySynthesis.viaMel(features, method) : CopySynthesis.of(features.stft(), method);
    }

    private Audio byNetwork(Audio sound, CopyRequest request) throws IOException {
        vocoding.lock();
        try {
            return copy(
                    sound,
                    request,
                    request.viaMel()
                            ? CopySynthesis.viaMel(network())
                            : CopySynthesis.of(features.stft(), network().phase()));
        } finally {
            vocoding.unlock();
        }
    }

    private static Audio copy(Audio sound, CopyRequest request, CopySynthesis copies) {
        CopySynthesis refined = copies.refined(request.refine());
        float[][] made = new float[sound.channels()][];
        for (int c = 0; c < made.length; c++) {
            made[c] = refined.copy(sound.channel(c), Seeds.phase(request.seed(), c));
        }
        return Audio.of(made, sound.sampleRate());
    }

    @Override
    public void close() {
        generating.lock();
        vocoding.lock();
        try {
            if (loadedGenerator != null) {
                loadedGenerator.close();
            }
            if (loadedNetwork != null) {
                loadedNetwork.close();
            }
        } finally {
            vocoding.unlock();
            generating.unlock();
        }
    }
}
