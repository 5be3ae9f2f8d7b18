package dev.phasewright;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
 * <p>Not for use by several threads at once.
 */
public final class Phasewright implements AutoCloseable {
    /** The name of the trained vocoder that comes with Phasewright. */
    public static final String VOCODER = VocoderChoice.SHIPPED;

    private final MagnitudeGenerator generator;
    private final Vocoder vocoder;

    /**
     * Joins a generator and a vocoder.
     *
     * @param generator closed with this
     * @param vocoder takes the generator's features; closed with this
     */
    public Phasewright(MagnitudeGenerator generator, Vocoder vocoder) {
        this.generator = generator;
        this.vocoder = vocoder;
    }

    /**
     * Loads a model and the vocoder {@link #VOCODER}, to compute in float32.
     *
     * @param nameOrDirectory a model that {@link ModelPath} finds
     * @throws IOException if there is none, or the vocoder is not found, or one of them cannot be used, or the vocoder
     *     takes other features than the model makes; the message says why in one line
     */
    public static Phasewright load(String nameOrDirectory) throws IOException {
        Path model = ModelPath.find(nameOrDirectory);
        Path found = ModelPath.find(VOCODER);
        NetworkVocoder vocoder = NetworkVocoder.load(found, Precision.FLOAT32);
        try {
            MagnitudeGenerator generator = MagnitudeGenerator.load(model, Precision.FLOAT32);
            if (generator.spec().features().equals(vocoder.spec().features())) {
                return new Phasewright(generator, vocoder);
            }
            generator.close();
            throw new CheckpointException(found + ": takes " + vocoder.spec().features() + ", but " + model + " makes "
                    + generator.spec().features() + "; load it with a phase reconstructor instead");
        } catch (IOException | RuntimeException e) {
            vocoder.close();
            throw e;
        }
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
        MagnitudeGenerator generator = MagnitudeGenerator.load(ModelPath.find(nameOrDirectory), precision);
        return new Phasewright(generator, MelVocoder.of(generator.spec().features(), phase));
    }

    /** The names that can be asked for; empty for an unconditional model. */
    public List<String> classes() {
        return generator.spec().classes();
    }

    /** The pitches that can be asked for; none unless it is a model of single notes. */
    public PitchRange pitches() {
        return generator.spec().network().pitches();
    }

    /** The first half: from noise to magnitudes. */
    public MagnitudeGenerator generator() {
        return generator;
    }

    /** The second half: from magnitudes to sound. */
    public Vocoder vocoder() {
        return vocoder;
    }

    /**
     * Generates a sound that never existed, by the model's own plan.
     *
     * @param className one of {@link #classes()}
     * @param seed the same seed gives the same sound
     * @throws IllegalArgumentException if the model does not know the class; the message lists those it knows
     */
    public Audio generate(String className, long seed) {
        return generate(className, Condition.NONE, seed);
    }

    /**
     * Generates a note that was never played, by the own plan of a model of single notes.
     *
     * <p>Example: {@code notes.generate("flute", NoteName.midi("A4"), 42)}
     *
     * @param className one of {@link #classes()}
     * @param pitch as MIDI counts, 69 for A4, within {@link #pitches()}; or {@link Condition#NONE} for any
     * @param seed the same seed gives the same sound
     * @throws IllegalArgumentException if the model does not know the class or the pitch; the message names those it
     *     knows
     */
    public Audio generate(String className, int pitch, long seed) {
        Condition condition = generator.spec().condition(Objects.requireNonNull(className, "className"), pitch);
        List<LogMel> magnitudes =
                generator.generate(generator.plan(), condition, new long[] {seed}, SamplingObserver.NONE);
        return synthesize(magnitudes.get(0), seed);
    }

    /**
     * Turns generated magnitudes into sound.
     *
     * @param seed of the phase reconstruction's randomness
     */
    public Audio synthesize(LogMel magnitudes, long seed) {
        return vocoder.synthesize(magnitudes, Seeds.stream(seed, "phase", 0));
    }

    /**
     * Turns generated magnitudes into sounds, at the same time as far as that is faster.
     *
     * @param seeds of the phase reconstruction's randomness, one for each
     * @return what {@link #synthesize(LogMel, long)} makes of each, but perhaps for rounding
     * @throws IllegalArgumentException if there are not as many seeds as magnitudes
     */
    public List<Audio> synthesize(List<LogMel> magnitudes, long... seeds) {
        return vocoder.synthesize(
                magnitudes,
                LongStream.of(seeds)
                        .mapToObj(seed -> Seeds.stream(seed, "phase", 0))
                        .toList());
    }

    /** Frees the model and the vocoder. */
    @Override
    public void close() {
        generator.close();
        vocoder.close();
    }
}
