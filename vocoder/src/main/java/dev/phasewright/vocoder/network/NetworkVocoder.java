package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDManager;
import dev.phasewright.audio.Audio;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.TrainedNetwork;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.mel.MelRefinement;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.vocoder.phase.PhaseRounds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A trained vocoder. As a {@link Vocoder} it takes log-mel magnitudes: one network makes them linear, a second gives
 * them phase, and what comes of that is brought to the given bands. Linear magnitudes go in by {@link #phase}, where a
 * third network has learned to use their detail, and are kept as they are. Safe for use by several threads: they take turns
 * at the networks, which use all processors, and do what comes before and after at the same time.
 */
public final class NetworkVocoder implements Vocoder, AutoCloseable {
    /** Sounds made at the same time, which bounds the memory of many. */
    private static final int LOT = 16;

    private final VocoderSpec spec;
    private final NetworkMagnitudes magnitudes;
    private final MelRefinement refinement;
    private final NetworkPhase linear;
    private final PhaseRounds rounds;
    private final NetworkPhase mel;
    private final Stft stft;
    private final NDManager manager;

    /**
     * A vocoder of networks as they now are.
     *
     * @param manager closed with the vocoder
     */
    public NetworkVocoder(VocoderSpec spec, VocoderNetworks networks, NDManager manager) {
        this.spec = spec;
        MelInversion inversion = MelInversion.of(spec.features());
        this.magnitudes = new NetworkMagnitudes(spec, networks.magnitudes(), inversion, manager);
        this.refinement = new MelRefinement(inversion, spec.melRounds());
        this.rounds = new PhaseRounds(spec.linearRounds());
        int reach = spec.phase().reach();
        this.linear = new NetworkPhase(spec.stft(), networks.linear(), reach, manager);
        this.mel = new NetworkPhase(spec.stft(), networks.mel(), reach, manager);
        this.stft = Stft.of(spec.stft());
        this.manager = manager;
    }

    /**
     * Loads a trained vocoder.
     *
     * @param directory with {@code model.json} and {@code model.safetensors}
     * @param precision what its products are computed in
     * @throws CheckpointException if either is missing or corrupt, or they do not fit each other
     * @throws IOException if they cannot be read
     */
    public static NetworkVocoder load(Path directory, Precision precision) throws IOException {
        return load(ModelFolder.read(directory), precision);
    }

    /**
     * Loads a trained vocoder that was found and described before.
     *
     * @param folder with {@code model.safetensors}
     * @param precision what its products are computed in
     * @throws CheckpointException as {@link #load(Path, Precision)} does
     * @throws IOException if it cannot be read
     */
    public static NetworkVocoder load(ModelFolder folder, Precision precision) throws IOException {
        VocoderSpec spec = VocoderSpec.of(folder);
        TrainedNetwork<VocoderNetworks> trained = TrainedNetwork.load(
                folder.path(),
                VocoderNetworks.size(spec),
                declaration -> new VocoderNetworks(spec, declaration),
                VocoderNetworks::weights,
                precision);
        return new NetworkVocoder(spec, trained.network(), trained.manager());
    }

    /**
     * A vocoder that has learned nothing yet: its phases are the analytic ones and its magnitudes the mel envelope. It
     * takes as much memory and time as a trained one.
     *
     * @param precision what its products are computed in
     */
    public static NetworkVocoder untrained(VocoderSpec spec, Precision precision, RandomGenerator random) {
        NDManager manager = NDManager.newBaseManager();
        VocoderNetworks networks = new VocoderNetworks(spec, Declaration.fresh(manager, random));
        networks.weights().computeIn(precision);
        networks.weights().freeze();
        return new NetworkVocoder(spec, networks, manager);
    }

    /** What the vocoder is. */
    public VocoderSpec spec() {
        return spec;
    }

    /**
     * The linear input: phase for magnitudes of {@code spec().features().stft()}, which are kept as they are; by the network
     * and the spec's {@link VocoderSpec#linearRounds rounds}.
     */
    public PhaseReconstructor phase() {
        return (magnitudes, random) -> rounds.apply(linear.reconstruct(magnitudes));
    }

    /** The linear input's phase as the network alone makes it. */
    public NetworkPhase linearPhase() {
        return linear;
    }

    /** What the linear input does last. */
    PhaseRounds rounds() {
        return rounds;
    }

    /** The mel input's second part: phase for magnitudes that {@link #magnitudes} made, which are kept as they are. */
    public NetworkPhase melPhase() {
        return mel;
    }

    /**
     * {@inheritDoc}
     *
     * @param random not used
     * @throws IllegalArgumentException if {@code magnitudes} have other features than the vocoder's
     */
    @Override
    public Audio synthesize(LogMel magnitudes, RandomGenerator random) {
        return synthesize(magnitudes);
    }

    private Audio synthesize(LogMel magnitudes) {
        int samples = spec.stft().samples(magnitudes.frames());
        return Audio.mono(
                stft.inverse(spectrum(magnitudes, samples)), spec.stft().sampleRate());
    }

    /**
     * The mel input's spectrum: estimated magnitudes, their phases, and both refined until they nearly have the given
     * bands.
     *
     * @param logMel the bands
     * @param samples the length of the sound, which has as many frames
     * @throws IllegalArgumentException if {@code logMel} has other features than the vocoder's, or another number of
     *     frames
     */
    public ComplexSpectrogram spectrum(LogMel logMel, int samples) {
        return refinement.apply(mel.reconstruct(magnitudes(logMel).lasting(samples)), logMel);
    }

    /**
     * What further iterations after the mel input go on towards: magnitudes near those of its spectrum, which are a sound's,
     * that have the bands.
     *
     * @param spectrum what {@link #spectrum} gave
     * @param logMel the bands
     * @throws IllegalArgumentException if they have another number of frames
     */
    public Magnitudes fitted(ComplexSpectrogram spectrum, LogMel logMel) {
        return refinement.fitted(spectrum, logMel);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The networks see several short sounds at once; what comes before and after is done for as many at a time as there are
     * processors.
     *
     * @param randoms not used
     * @throws IllegalArgumentException also if {@code magnitudes} have other features than the vocoder's
     */
    @Override
    public List<Audio> synthesize(List<LogMel> magnitudes, List<? extends RandomGenerator> randoms) {
        if (randoms.size() != magnitudes.size()) {
            throw new IllegalArgumentException(randoms.size() + " sources for " + magnitudes.size() + " sounds");
        }
        List<Audio> sounds = new ArrayList<>(magnitudes.size());
        while (sounds.size() < magnitudes.size()) {
            List<LogMel> lot = magnitudes.subList(sounds.size(), Math.min(magnitudes.size(), sounds.size() + LOT));
            boolean brief = lot.stream().allMatch(clip -> clip.frames() <= NetworkPhase.CHUNK);
            sounds.addAll(
                    brief ? together(lot) : lot.stream().map(this::synthesize).toList());
        }
        return sounds;
    }

    private List<Audio> together(List<LogMel> lot) {
        lot.forEach(magnitudes::requireFeatures);
        List<float[]> priors = lot.parallelStream().map(magnitudes::prior).toList();
        List<Magnitudes> estimated = new ArrayList<>();
        List<PhaseDifferences> differences = new ArrayList<>();
        for (int from = 0; from < lot.size(); ) {
            int frames = lot.get(from).frames();
            int to = from + 1;
            while (to < lot.size()
                    && lot.get(to).frames() == frames
                    && (to + 1 - from) * frames <= NetworkPhase.CHUNK) {
                to++;
            }
            estimated.addAll(magnitudes.apply(lot.subList(from, to), priors.subList(from, to)));
            differences.addAll(mel.differences(
                    estimated.subList(from, to).stream()
                            .map(Magnitudes::toArray)
                            .toList(),
                    frames));
            from = to;
        }
        return IntStream.range(0, lot.size())
                .parallel()
                .mapToObj(i -> {
                    ComplexSpectrogram made = mel.reconstruct(estimated.get(i), differences.get(i));
                    return Audio.mono(
                            stft.inverse(refinement.apply(made, lot.get(i))),
                            spec.stft().sampleRate());
                })
                .toList();
    }

    /**
     * The mel input's first part: linear magnitudes for mel ones, of as many frames. A frame at the features' floor is
     * silent.
     *
     * @throws IllegalArgumentException if {@code logMel} has other features than the vocoder's
     */
    public Magnitudes magnitudes(LogMel logMel) {
        return magnitudes.apply(logMel);
    }

    /**
     * Floating-point operations of one frame in an input's networks, a multiplication and an addition counted apart.
     *
     * @param viaMel whether the mel input is meant
     */
    public double flopsPerFrame(boolean viaMel) {
        double phase = PhaseNetwork.size(spec.phase(), spec.stft()).operations();
        return viaMel ? phase + MagnitudeNetwork.size(spec).operations() : phase;
    }

    /** What the mel input does last. */
    MelRefinement refinement() {
        return refinement;
    }

    /** Frees the networks. */
    @Override
    public void close() {
        manager.close();
    }
}
