package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.copy.Copier;
import dev.phasewright.vocoder.copy.CopyPlan;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.network.NetworkVocoder;
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
    private final VocoderChoice vocoder;
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
        this.vocoder = VocoderChoice.network(vocoderFolder.toString(), ModelFolder.read(vocoderFolder));
        this.features = vocoder.features();
        vocoder.requireFit(generatorFolder.toString(), generator.features());
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
        VocoderChoice choice = request.byNetwork() ? vocoder : VocoderChoice.method(request.method(), features);
        CopyPlan plan = new CopyPlan(
                choice,
                request.viaMel(),
                choice.isIterative() ? request.iterations() : 0,
                request.refine(),
                false,
                request.seed());
        return LevelMatch.apply(request.byNetwork() ? byNetwork(plan, sound) : byMethod(plan, sound), sound);
    }

    private static Audio byMethod(CopyPlan plan, Audio sound) throws IOException {
        try (Copier copier = Copier.load(plan)) {
            return copier.copy(sound);
        }
    }

    private Audio byNetwork(CopyPlan plan, Audio sound) throws IOException {
        vocoding.lock();
        try (Copier copier = Copier.over(network(), plan)) {
            return copier.copy(sound);
        } finally {
            vocoding.unlock();
        }
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
