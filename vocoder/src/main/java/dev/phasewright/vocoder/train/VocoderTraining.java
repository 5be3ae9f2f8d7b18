package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.Epochs;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingData;
import dev.phasewright.data.WaveDataset;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.train.Opponent;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.network.MagnitudeNetwork;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.PhaseNetwork;
import dev.phasewright.vocoder.network.VocoderNetworks;
import dev.phasewright.vocoder.network.VocoderSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains a vocoder's three networks side by side on recordings: that of linear input on true magnitudes, those of mel input
 * on log-mel ones, of which a part is perturbed as generated magnitudes are, so that they meet no surprise there. Beside the
 * losses of phase differences and magnitudes there may be ones of the sound that both make.
 */
public final class VocoderTraining implements Trainee {
    private static final int VALIDATION_CLIPS = 24;
    private static final int VALIDATION_SECONDS = 2;
    /**
     * The part of a gradient that reaches the magnitudes of the sound made from mel input: whole, it would be four to eight times as strong
     * on their network as on the phases', beside their own losses.
     */
    private static final double MAGNITUDES_SHARE = 0.1;

    private final VocoderSpec spec;
    private final WaveDataset train;
    private final WaveDataset validation;
    private final VocoderObjective objective;
    private final TrainingPlan plan;
    private final NDManager manager;
    private final VocoderNetworks networks;
    private final Epochs epochs;
    private final VocoderAnalysis analysis;
    /** Empty without such losses. */
    private final Optional<WaveformLosses> waveform;

    /**
     * Prepares the training of new networks.
     *
     * @param objective what they are trained on
     * @param data at the spec's rate
     * @param plan whose seed is that of initial weights, order and everything else
     * @param manager closes the networks' arrays
     * @throws IllegalArgumentException if the data have another rate, or clips are too short for the losses
     */
    public VocoderTraining(
            VocoderSpec spec,
            VocoderObjective objective,
            TrainingData<WaveDataset> data,
            TrainingPlan plan,
            NDManager manager) {
        int rate = data.train().sampleRate();
        if (rate != spec.stft().sampleRate()) {
            throw new IllegalArgumentException("recordings at " + rate + " Hz do not fit " + spec.stft());
        }
        if (objective.frames() < leastFrames(spec, objective.losses())) {
            throw new IllegalArgumentException(
                    plan.batch() + " clips of " + objective.frames() + " frames teach nothing");
        }
        this.spec = spec;
        this.objective = objective;
        this.train = data.train();
        this.validation = data.validation();
        this.plan = plan;
        this.manager = manager;
        this.networks = new VocoderNetworks(spec, Declaration.fresh(manager, Seeds.stream(plan.seed(), "weights", 0)));
        this.epochs = new Epochs(train.size(), plan.seed());
        this.analysis = VocoderAnalysis.of(spec);
        this.waveform = objective.losses().isEmpty()
                ? Optional.empty()
                : Optional.of(new WaveformLosses(
                        objective.losses(),
                        spec,
                        objective.frames(),
                        manager,
                        Seeds.stream(plan.seed(), "discriminator", 0)));
    }

    /**
     * Begins with the weights of a trained vocoder, which may be of another rate and hop: what was learned of one transform's
     * phases is mostly true of another's.
     *
     * @throws CheckpointException if it is of other sizes, no vocoder, or damaged
     * @throws IOException if it cannot be read
     */
    public void beginWith(ModelFolder other) throws IOException {
        VocoderSpec theirs = VocoderSpec.of(other);
        if (!theirs.phase().equals(spec.phase())
                || theirs.magnitudeWidth() != spec.magnitudeWidth()
                || theirs.magnitudeDepth() != spec.magnitudeDepth()
                || theirs.stft().bins() != spec.stft().bins()
                || theirs.features().bands() != spec.features().bands()) {
            throw new CheckpointException(
                    other.path() + ": is of other sizes (phase " + theirs.phase() + ", magnitudes "
                            + theirs.magnitudeWidth() + " wide and " + theirs.magnitudeDepth()
                            + " deep); ask for the same, or begin with nothing");
        }
        Checkpoint.load(other.path(), Checkpoint.read(other.path()), networks.weights());
    }

    /** The shortest clip that can be learned from with these losses, in frames. */
    public static int leastFrames(VocoderSpec spec, Set<WaveformLoss> losses) {
        return losses.isEmpty() ? 2 : WaveformLosses.leastFrames(losses, spec.stft());
    }

    @Override
    public Weights weights() {
        return networks.weights();
    }

    @Override
    public Optional<Opponent> opponent() {
        return waveform.flatMap(WaveformLosses::opponent);
    }

    /** Floating-point operations of one clip's forward and backward pass through the networks; losses come on top. */
    public double flopsPerClip() {
        double phase = PhaseNetwork.size(spec.phase(), spec.stft()).operations();
        double magnitudes = MagnitudeNetwork.size(spec).operations();
        return 3 * objective.frames() * (objective.linearOnly() ? phase : 2 * phase + magnitudes);
    }

    @Override
    public Map<String, Object> fingerprint() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("data", train.fingerprint());
        all.put("vocoder", spec.withOrigin(Map.of()));
        all.put("frames", objective.frames());
        all.put("linearOnly", objective.linearOnly());
        all.put("losses", objective.losses());
        return all;
    }

    @Override
    public NDArray loss(NDManager scope, long update) {
        int batch = plan.batch();
        int frames = objective.frames();
        Optional<TeacherForcedSpectrum> sound =
                waveform.map(w -> new TeacherForcedSpectrum(spec.stft(), w.stft(), batch, frames));
        VocoderBatch drawn = new VocoderBatch(analysis, sound, batch, frames);
        long first = (update - 1) * batch;
        int[] items = new int[batch];
        Arrays.setAll(items, i -> epochs.itemAt(first + i));
        IntStream.range(0, batch).parallel().forEach(i -> {
            RandomGenerator random = new SplittableRandom(Seeds.key(plan.seed(), "clip", first + i));
            drawn.put(i, clip(items[i], random), random);
        });
        NDList fromLinear = networks.linear().forward(drawn.input(scope));
        if (objective.linearOnly()) {
            NDArray loss = drawn.phaseLoss(scope, fromLinear);
            return sound.map(truth -> loss.add(waveform.orElseThrow()
                            .loss(truth.spectrum(scope, fromLinear, truth.magnitudes(scope)), truth.samples(scope))))
                    .orElse(loss);
        }
        NDArray estimate = networks.magnitudes().forward(drawn.logMel(scope), drawn.prior(scope));
        // The magnitudes are not to become what makes phases easy.
        NDList fromMel = networks.mel().forward(PhaseNetwork.input(estimate.stopGradient()));
        NDArray loss = drawn.phaseLoss(scope, fromLinear)
                .add(drawn.magnitudeLoss(scope, estimate))
                .add(drawn.phaseLoss(scope, fromMel));
        if (sound.isEmpty()) {
            return loss;
        }
        TeacherForcedSpectrum truth = sound.get();
        NDArray gentle = Functional.scale(estimate, MAGNITUDES_SHARE)
                .add(Functional.scale(estimate.stopGradient(), 1 - MAGNITUDES_SHARE));
        NDArray loud = gentle.minimum(scope.create(MelInversion.LOUDEST)).exp();
        NDArray spectra = truth.spectrum(scope, fromLinear, truth.magnitudes(scope))
                .concat(truth.spectrum(scope, fromMel, loud), 0);
        NDArray samples = truth.samples(scope);
        return loss.add(waveform.orElseThrow().loss(spectra, samples.concat(samples, 0)));
    }

    /** A piece of a recording, long enough that every frame's window is full. */
    private float[] clip(int item, RandomGenerator random) {
        float[] samples = new float
                [(objective.frames() - 1) * spec.stft().hop() + spec.stft().fftSize()];
        train.copyRandom(item, samples.length, samples, 0, random);
        return samples;
    }

    /**
     * What the vocoder alone reaches on held-out recordings: the spectral convergence in dB of the inputs that are
     * learned, and mel input's log-spectral distance in dB.
     */
    @Override
    public Map<String, Double> evaluate(long update) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Stft stft = analysis.stft();
        int[] some = Spread.over(validation.size(), VALIDATION_CLIPS);
        int clips = 0;
        double[] sums = new double[3];
        // Closed with the training's manager.
        NetworkVocoder vocoder = new NetworkVocoder(spec, networks, manager);
        for (int item : some) {
            int length = Math.min(validation.samples(item), VALIDATION_SECONDS * validation.sampleRate());
            float[] samples = new float[length];
            validation.copy(item, 0, length, samples, 0);
            if (Audio.mono(samples, validation.sampleRate()).peak() == 0) {
                continue; // Of what there is none, nothing can be lost.
            }
            clips++;
            Magnitudes truth = stft.forward(samples).magnitudes();
            RandomGenerator random = new SplittableRandom(0);
            float[] copy = stft.inverse(vocoder.phase().reconstruct(truth, random));
            sums[0] += SpectralConvergence.between(truth, stft.forward(copy).magnitudes());
            if (objective.linearOnly()) {
                continue;
            }
            LogMel logMel = analysis.filters().apply(truth);
            float[] fromMel = vocoder.synthesize(logMel, random).channel(0);
            Magnitudes heard = stft.forward(Arrays.copyOf(fromMel, length)).magnitudes();
            sums[1] += SpectralConvergence.between(truth, heard);
            sums[2] += LogSpectralDistance.between(truth, heard);
        }
        if (clips > 0) {
            figures.put("loss", sums[0] / clips);
        }
        if (clips > 0 && !objective.linearOnly()) {
            figures.put("mel convergence", sums[1] / clips);
            figures.put("mel log-spectral distance", sums[2] / clips);
        }
        return figures;
    }
}
