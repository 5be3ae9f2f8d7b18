package dev.phasewright.serve;

import dev.phasewright.Phasewright;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.corpus.Corpora;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.Copier;
import dev.phasewright.vocoder.copy.CopyPlan;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.network.NetworkVocoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleConsumer;

/**
 * The generators and the vocoder: described at once, loaded when they are first needed, and once. Threads take turns at
 * each, so that a slider need not wait for the whole of a generation.
 */
final class Models implements AutoCloseable {
    /** Of all memory, the part that one copy may take. */
    private static final int SHARE = 3;

    private final OfferedModels generators;

    private final VocoderChoice vocoder;
    private final MelSpec features;
    /** For sounds of higher rates than the vocoder's. */
    private final VocoderChoice wide;
    /** Whose turn it is at the networks, which are loaded under it. */
    private final ReentrantLock vocoding = new ReentrantLock(true);

    private final Map<VocoderChoice, NetworkVocoder> loaded = new HashMap<>();

    /**
     * Finds out what they are. Beside the generator that is named, all are offered that can be found by name and make what the
     * vocoder takes, or are of another rate and have a vocoder that suits them.
     *
     * @throws IOException if one of those named cannot be used, as far as its description shows, or they do not fit
     */
    Models(Path generatorFolder, Path vocoderFolder) throws IOException {
        this.vocoder = VocoderChoice.network(vocoderFolder.toString(), ModelFolder.read(vocoderFolder));
        this.features = vocoder.features();
        boolean shipped =
                vocoderFolder.equals(ModelPath.known(VocoderChoice.SHIPPED).orElse(null));
        this.wide = shipped ? VocoderChoice.of(VocoderChoice.NETWORK, Corpora.WHOLE_BAND_RATE) : vocoder;
        OfferedModel usual = new OfferedModel(ModelFolder.read(generatorFolder));
        vocoder.requireFit(generatorFolder.toString(), usual.spec().features());
        generators = new OfferedModels(usual, made -> suiting(made).takes(made));
        for (Path folder : ModelPath.all()) {
            generators.offerIfMissing(folder);
        }
    }

    /**
     * Offers a model that has come since the start, or what has become of one that is offered by that name; what does not
     * fit the vocoder, or is damaged, is not offered.
     */
    void offer(String name, Path folder) throws IOException {
        generators.offer(name, folder);
    }

    /** Offers a model no longer. */
    void withdraw(String name) {
        generators.withdraw(name);
    }

    /** The name of the generator that generates unless another is asked for. */
    String name() {
        return usual().name();
    }

    private OfferedModel usual() {
        return generators.usual();
    }

    /** All generators by name, the usual one first. */
    Map<String, OfferedModel> generators() {
        return generators.all();
    }

    /** What is told of all generators. */
    List<OfferedModel.View> views() {
        return generators.all().values().stream().map(OfferedModel::view).toList();
    }

    /** The names that the usual generator can be asked for; empty for an unconditional model. */
    List<String> classes() {
        return usual().spec().classes();
    }

    /** How the usual generator is sampled unless something else is asked for. */
    SamplingPlan plan() {
        return usual().spec().plan();
    }

    /**
     * Generates a sound.
     *
     * @param progress told of each step of the plan; what it throws ends the generation
     */
    Audio generate(GenerationRequest request, ProgressObserver progress) throws IOException {
        progress.at(0);
        return open(request.model())
                .generate(
                        List.of(request.sound()),
                        request.plan(),
                        (done, total) ->
                                progress.at(Math.min(done, request.plan().steps())))
                .get(0)
                .sound();
    }

    /**
     * A generator with the vocoder that all share, loaded if they were not; closed with these. To be called by the one thread
     * that generates: what it used before may be closed now.
     *
     * @throws IOException if it cannot be read, or is not offered any more
     */
    Phasewright open(OfferedModel model) throws IOException {
        return generators.current(model).open(this::vocoder);
    }

    /**
     * Makes a sound anew in part.
     *
     * @param progress told of the part that is done, from 0 to 1; what it throws ends the work
     */
    Audio edit(EditRequest request, DoubleConsumer progress) throws IOException {
        progress.accept(0);
        Audio made = request.edit()
                .by(
                        open(request.model()),
                        request.plan(),
                        (step, steps, sigma, x, denoised) -> progress.accept((step + 1.0) / steps));
        progress.accept(1); // Also of what leaves a sound as it is, for which there is no step.
        return made;
    }

    /** The vocoder, or what suits features of another rate. */
    private VocoderChoice suiting(MelSpec made) throws IOException {
        boolean sameRate = features.stft().sampleRate() == made.stft().sampleRate();
        if (sameRate) {
            return vocoder;
        }
        return wide.takes(made) ? wide : VocoderChoice.suiting(made);
    }

    /** A network for sounds one by one, each in its turn; or a method of their own for those that no network takes. */
    private Vocoder vocoder(MelSpec made) throws IOException {
        VocoderChoice suiting = suiting(made);
        if (suiting.kind() != VocoderChoice.Kind.NETWORK) {
            return suiting.open(made);
        }
        vocoding.lock();
        try {
            NetworkVocoder network = network(suiting);
            return (magnitudes, random) -> {
                vocoding.lock();
                try {
                    return network.synthesize(magnitudes, random);
                } finally {
                    vocoding.unlock();
                }
            };
        } finally {
            vocoding.unlock();
        }
    }

    /** To be called, and its result to be used, in one's turn. */
    private NetworkVocoder network(VocoderChoice choice) throws IOException {
        NetworkVocoder network = loaded.get(choice);
        if (network == null) {
            network = NetworkVocoder.load(choice.model(), Precision.FLOAT32);
            loaded.put(choice, network);
        }
        return network;
    }

    /**
     * The sound with its phase made anew, channel by channel: of the same rate, channels, length and level. Of a copy that
     * is made at a lower rate, what is {@link #keptAbove above} stays the original's, so that nothing but phase tells the
     * two apart.
     *
     * @throws Refusal if the sound is too long for what it takes
     */
    Audio copy(Audio sound, CopyRequest request) throws IOException {
        CopyPlan plan = plan(sound, request);
        StftSpec transform = plan.stft(sound.sampleRate());
        double samples = (double) sound.length() * transform.sampleRate() / sound.sampleRate();
        long share = Runtime.getRuntime().maxMemory() / SHARE;
        if (samples * CopyPlan.bytesPerSample(transform, sound.channels()) > share) {
            throw new Refusal(
                    Refusal.TOO_LARGE,
                    "the sound is too long for " + request.method() + " at " + transform.sampleRate()
                            + " Hz; shorten it, or bring it to a lower rate");
        }
        Audio made = request.byNetwork() ? byNetwork(plan, sound) : byMethod(plan, sound);
        if (keptAbove(sound, request).isEmpty()) {
            return LevelMatch.apply(made, sound);
        }
        Audio below = Resampler.resample(Resampler.resample(sound, transform.sampleRate()), sound.sampleRate())
                .slice(0, sound.length());
        return withBandAbove(LevelMatch.apply(made, below), sound, below);
    }

    /** From which frequency on a copy is the original, in hertz; empty if nowhere, as it was made at the sound's own rate. */
    OptionalInt keptAbove(Audio sound, CopyRequest request) {
        int rate = plan(sound, request).stft(sound.sampleRate()).sampleRate();
        return rate < sound.sampleRate() ? OptionalInt.of(rate / 2) : OptionalInt.empty();
    }

    private CopyPlan plan(Audio sound, CopyRequest request) {
        VocoderChoice network = sound.sampleRate() > features.stft().sampleRate() ? wide : vocoder;
        VocoderChoice choice = request.byNetwork() ? network : VocoderChoice.method(request.method(), features);
        return new CopyPlan(
                request.viaMel() ? choice.viaMel(sound.sampleRate()) : choice,
                request.viaMel(),
                choice.isIterative() ? request.iterations() : 0,
                request.refine(),
                false,
                request.seed());
    }

    /** A copy with what {@code sound} has and {@code below} lacks. */
    private static Audio withBandAbove(Audio copy, Audio sound, Audio below) {
        float[][] samples = new float[sound.channels()][sound.length()];
        for (int c = 0; c < samples.length; c++) {
            float[] made = copy.channel(c);
            float[] whole = sound.channel(c);
            float[] low = below.channel(c);
            for (int i = 0; i < samples[c].length; i++) {
                samples[c][i] = made[i] + whole[i] - low[i];
            }
        }
        return Audio.of(samples, sound.sampleRate());
    }

    private static Audio byMethod(CopyPlan plan, Audio sound) throws IOException {
        try (Copier copier = Copier.load(plan)) {
            return copier.copy(sound);
        }
    }

    private Audio byNetwork(CopyPlan plan, Audio sound) throws IOException {
        vocoding.lock();
        try (Copier copier = Copier.over(network(plan.vocoder()), plan)) {
            return copier.copy(sound);
        } finally {
            vocoding.unlock();
        }
    }

    @Override
    public void close() {
        generators.close();
        vocoding.lock();
        try {
            loaded.values().forEach(NetworkVocoder::close);
        } finally {
            vocoding.unlock();
        }
    }
}
