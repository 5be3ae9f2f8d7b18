package dev.phasewright;

import dev.phasewright.api.Incubating;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.SamplingStep;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * The front door: a generator of magnitudes and the vocoder that turns them into sound.
 *
 * <pre>{@code
 * try (Phasewright digits = Phasewright.load("digits")) {
 *     SoundFile.write(digits.generate("seven", 42), Path.of("seven.wav"), SampleFormat.PCM_16);
 * }
 * }</pre>
 *
 * <p>Several threads may use one: they take turns at the generator, a batch at a time, and vocode as their vocoder lets
 * them; what each gets is what it would get alone.
 */
public final class Phasewright implements AutoCloseable {
    /** The name of the trained vocoder of sounds at 16 kHz that comes with Phasewright. */
    public static final String VOCODER = VocoderChoice.SHIPPED;

    /** The name of the trained vocoder of sounds at 44.1 kHz. */
    public static final String WIDE_VOCODER = VocoderChoice.SHIPPED_WIDE;

    private final MagnitudeGenerator generator;
    private final Vocoder vocoder;
    private volatile boolean closed;

    /**
     * Joins a generator and a vocoder.
     *
     * @param generator closed with this
     * @param vocoder takes the generator's features; closed with this
     */
    public Phasewright(MagnitudeGenerator generator, Vocoder vocoder) {
        this.generator = Objects.requireNonNull(generator, "a Phasewright needs a generator, not null");
        this.vocoder = Objects.requireNonNull(vocoder, "a Phasewright needs a vocoder, not null");
    }

    /**
     * Loads a model and the vocoder that suits it ({@link VocoderChoice#suiting}), to compute in float32: {@link #VOCODER} at
     * 16 kHz, and {@link #WIDE_VOCODER} at 44.1. Where the latter is not found, phases come from Griffin-Lim.
     *
     * @param nameOrDirectory a model that {@link ModelPath} finds
     * @throws IOException if there is none, or the vocoder is not found, or one of them cannot be used, or the vocoder
     *     takes other features than the model makes; the message says why in one line
     */
    public static Phasewright load(String nameOrDirectory) throws IOException {
        ModelFolder model = find(nameOrDirectory);
        return load(
                model,
                Precision.FLOAT32,
                VocoderChoice.suiting(GeneratorSpec.of(model).features()));
    }

    /**
     * Loads a model, to compute in float32.
     *
     * @param nameOrDirectory a model that {@link ModelPath} finds
     * @param phase how magnitudes get a phase
     * @throws IOException if there is none, or it cannot be used; the message says why in one line
     */
    public static Phasewright load(String nameOrDirectory, PhaseReconstructor phase) throws IOException {
        return load(nameOrDirectory, phase, Precision.FLOAT32);
    }

    /**
     * Loads a model.
     *
     * @param nameOrDirectory a model that {@link ModelPath} finds
     * @param phase how magnitudes get a phase
     * @param precision what the generator's products are computed in
     * @throws IOException if there is none, or it cannot be used; the message says why in one line
     */
    public static Phasewright load(String nameOrDirectory, PhaseReconstructor phase, Precision precision)
            throws IOException {
        Objects.requireNonNull(phase, "a Phasewright needs a phase reconstructor, not null");
        MagnitudeGenerator generator = MagnitudeGenerator.load(find(nameOrDirectory), precision);
        return new Phasewright(generator, MelVocoder.of(generator.spec().features(), phase));
    }

    /**
     * Loads a model that was found before, with any vocoder.
     *
     * @param precision what the generator's products are computed in
     * @param vocoder closed with what is returned
     * @throws IOException if the model or the vocoder cannot be used, or they do not fit; the message says why in one
     *     line
     */
    public static Phasewright load(ModelFolder model, Precision precision, VocoderChoice vocoder) throws IOException {
        MelSpec features = GeneratorSpec.of(model).features();
        vocoder.requireFit(model.path().toString(), features);
        Vocoder opened = vocoder.open(features);
        try {
            return new Phasewright(MagnitudeGenerator.load(model, precision), opened);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static ModelFolder find(String nameOrDirectory) throws IOException {
        return ModelFolder.find(Objects.requireNonNull(nameOrDirectory, "a model has a name or a directory, not null"));
    }

    /** The names that can be asked for; empty for an unconditional model. */
    public List<String> classes() {
        return generator.spec().classes();
    }

    /** The pitches that can be asked for; none unless it is a model of single notes. */
    public PitchRange pitches() {
        return generator.spec().network().pitches();
    }

    /** How the model is sampled unless something else is asked for. */
    public SamplingPlan plan() {
        return generator.plan();
    }

    /**
     * The first half: from noise to magnitudes.
     *
     * @throws IllegalStateException if this was closed
     */
    public MagnitudeGenerator generator() {
        requireOpen();
        return generator;
    }

    /**
     * The second half: from magnitudes to sound.
     *
     * @throws IllegalStateException if this was closed
     */
    public Vocoder vocoder() {
        requireOpen();
        return vocoder;
    }

    /** @throws IllegalStateException if this was closed */
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this Phasewright was closed");
        }
    }

    /**
     * Generates sounds that never existed. Of one that is asked for by knobs four are drawn, and the one is kept whose own
     * figures are nearest to what was asked.
     *
     * @param requests what they are to be; any number, and each as long as it likes
     * @param plan how they are sampled; {@link #plan()} is the model's own
     * @param observer told how far both halves are; may cancel by throwing, as does {@link Thread#interrupt}
     * @return the sounds, in the order of their requests. Each is the same to the bit whatever is asked for beside it, as
     *     long as the model computes in float32.
     * @throws IllegalArgumentException if the model does not know a class or a pitch, or a sound is to be shorter than a
     *     hop of its transform; the message names what can be asked for, and nothing has been generated
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     * @throws IllegalStateException if this was closed
     */
    public List<GeneratedSound> generate(List<SoundRequest> requests, SamplingPlan plan, GenerationObserver observer) {
        Takes takes = new Takes(generator.spec(), requests);
        List<GeneratedSound> drawn = generation(takes.all(), plan, observer).run();
        return takes.kept(drawn).stream().map(drawn::get).toList();
    }

    private Generation generation(List<SoundRequest> requests, SamplingPlan plan, GenerationObserver observer) {
        requireOpen();
        GenerationObserver whileOpen = (done, total) -> {
            requireOpen();
            observer.at(done, total);
        };
        return new Generation(generator, vocoder, requests, plan, whileOpen);
    }

    /**
     * Generates a sound that never existed, and shows it on its way from noise.
     *
     * @param request what it is to be
     * @param plan how it is sampled; {@link #plan()} is the model's own
     * @param watcher told of each step of the sampler, in their order; may cancel by throwing
     * @return the sound, the same to the bit as {@link #generate(List, SamplingPlan, GenerationObserver)} makes
     * @throws IllegalArgumentException as {@link #generate(List, SamplingPlan, GenerationObserver)} does
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     * @throws IllegalStateException if this was closed
     */
    @Incubating
    public GeneratedSound watch(SoundRequest request, SamplingPlan plan, Consumer<SamplingStep> watcher) {
        requireOpen();
        Takes takes = new Takes(generator.spec(), List.of(request));
        SoundRequest shown = request;
        if (takes.isSeveral()) {
            List<GeneratedSound> drawn =
                    generation(takes.all(), plan, GenerationObserver.NONE).run();
            shown = takes.all().get(takes.kept(drawn).get(0));
        }
        return generation(List.of(shown), plan, GenerationObserver.NONE).watched(watcher);
    }

    /**
     * Generates a sound that never existed, by the model's own plan.
     *
     * @param className one of {@link #classes()}
     * @param seed the same seed gives the same sound
     * @throws IllegalArgumentException if the model does not know the class; the message lists those it knows
     */
    public Audio generate(String className, long seed) {
        return generate(className, SoundRequest.ANY_PITCH, seed);
    }

    /**
     * Generates a note that was never played, by the own plan of a model of single notes.
     *
     * <p>Example: {@code notes.generate("flute", NoteName.midi("A4"), 42)}
     *
     * @param className one of {@link #classes()}
     * @param pitch as MIDI counts, 69 for A4, within {@link #pitches()}; or {@link SoundRequest#ANY_PITCH} for any
     * @param seed the same seed gives the same sound
     * @throws IllegalArgumentException if the model does not know the class or the pitch; the message names those it
     *     knows
     */
    public Audio generate(String className, int pitch, long seed) {
        SoundRequest request = SoundRequest.of(Objects.requireNonNull(className, "className"), seed)
                .withPitch(pitch);
        return generate(List.of(request), plan(), GenerationObserver.NONE)
                .get(0)
                .sound();
    }

    /**
     * Turns generated magnitudes into sound.
     *
     * @param seed of the phase reconstruction's randomness
     */
    public Audio synthesize(LogMel magnitudes, long seed) {
        return vocoder().synthesize(magnitudes, Seeds.phase(seed, 0));
    }

    /**
     * Turns generated magnitudes into sounds, at the same time as far as that is faster.
     *
     * @param seeds of the phase reconstruction's randomness, one for each
     * @return what {@link #synthesize(LogMel, long)} makes of each
     * @throws IllegalArgumentException if there are not as many seeds as magnitudes
     */
    public List<Audio> synthesize(List<LogMel> magnitudes, long... seeds) {
        return vocoder()
                .synthesize(
                        magnitudes,
                        LongStream.of(seeds)
                                .mapToObj(seed -> Seeds.phase(seed, 0))
                                .toList());
    }

    /** Frees the model and the vocoder; what is still being generated ends as if it had been called after this. */
    @Override
    public void close() {
        closed = true;
        generator.close();
        vocoder.close();
    }
}
