package dev.phasewright;

import ai.djl.ndarray.NDManager;
import dev.phasewright.api.Incubating;
import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Silence;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.DpmSolver2MSampler;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.machine.LearnedClips;
import dev.phasewright.theory.machine.Machines;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A score machine as a model: the denoiser is written down over a folder of recordings, and nothing was trained
 * ({@link dev.phasewright.theory.machine}). It is called {@code machine:KIND,DATA}, as in {@code machine:ideal,digits}, and
 * hears the recordings as a network trained on that folder would: the same features, normalization and classes, clips of a
 * second.
 *
 * @param name what it is called
 * @param spec what it makes; its network was never made
 * @param clips what it knows, in memory
 * @param plan how it is sampled
 */
@Incubating
public record MachineModel(String name, GeneratorSpec spec, LearnedClips clips, SamplingPlan plan)
        implements SoundModel {
    /** How the name of each begins. */
    public static final String PREFIX = "machine:";

    /** Clips that one knows at most, spread evenly over all that there are: they take 100 MB. */
    public static final int MOST_CLIPS = 4000;

    /** A machine of one class is what it is; guidance would only take it off its training clips. */
    private static final SamplingPlan PLAN =
            SamplingPlan.DEFAULT.with(new DpmSolver2MSampler(), SamplingPlan.DEFAULT.steps(), 1);

    private static final double SECONDS = 1;

    /** Whether a machine is meant by a model's name. */
    public static boolean isNamed(String model) {
        return model.startsWith(PREFIX);
    }

    private static String kind(String name) {
        return name.substring(PREFIX.length(), comma(name));
    }

    private static int comma(String name) {
        int comma = name.indexOf(',');
        return comma < 0 ? name.length() : comma;
    }

    /**
     * Reads what a machine is to know: the training part of a folder, each recording from its beginning.
     *
     * @param name {@code machine:KIND,DATA} with one of {@link Machines#names()}
     * @param observer told of the files, and may cancel by throwing
     * @throws IllegalArgumentException if the name is none, in words that tell those that are
     * @throws IOException if the folder cannot be read, has one recording only, or all of them are the same
     */
    public static MachineModel read(String name, Dataset.Observer observer) throws IOException {
        Machines.require(kind(name));
        String data = name.substring(Math.min(name.length(), comma(name) + 1));
        if (data.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": a machine knows recordings and nothing else; name their folder, as " + PREFIX + kind(name)
                            + ",DATA");
        }
        Recordings train = TrainingSplit.in(Path.of(data), 0).train();
        Recordings some = train.with(Spread.over(train.items(), MOST_CLIPS));
        int known = some.items().size();
        MelSpec features = Bandwidth.of(train).features();
        int frames = TransformerSpec.frames(SECONDS, features);
        try (TemporaryFolder workspace = new TemporaryFolder();
                LogMelDataset dataset = LogMelDataset.read(some, features, workspace.path(), true, observer)) {
            if (known < 2) {
                throw new IOException(
                        data + ": holds one recording to know, and a machine of it could say nothing else; give two");
            }
            Normalization normalization = Normalization.of(dataset, frames, Silence.standard(features));
            LearnedClips clips = inMemory(LearnedClips.of(dataset, normalization, frames));
            if (clips.isOneSound()) {
                throw new IOException(
                        data + ": all " + known
                                + " recordings begin with the same second, so that a machine could say nothing else; give others");
            }
            TransformerSpec shape = TransformerSpec.standard(
                    frames, features.bands(), train.classes().size(), PitchRange.NONE);
            GeneratorSpec spec = new GeneratorSpec(
                    GeneratorSpec.KIND,
                    features,
                    normalization,
                    train.classes(),
                    shape,
                    Map.of("machine", name, "clips", Integer.toString(known)));
            return new MachineModel(name, spec, clips, PLAN);
        }
    }

    /** The data set's file is gone before the machine is used. */
    private static LearnedClips inMemory(LearnedClips read) {
        List<float[]> clips = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            float[] clip = new float[read.values()];
            read.copy(i, clip);
            clips.add(clip);
        }
        int[] classes = IntStream.range(0, read.size()).map(read::classOf).toArray();
        return LearnedClips.of(clips, classes, read.frames(), read.bands());
    }

    /** The same, sampled in another way. */
    public MachineModel with(SamplingPlan other) {
        return new MachineModel(name, spec, clips, other);
    }

    @Override
    public MelSpec features() {
        return spec.features();
    }

    @Override
    public List<String> classes() {
        return spec.classes();
    }

    @Override
    public int steps() {
        return plan.steps();
    }

    @Override
    public void require(SoundRequest request) {
        request.conditions(spec);
    }

    /** A machine always computes in float32 and float64, whatever the precision. */
    @Override
    public Opened open(Precision precision, VocoderChoice choice) throws IOException {
        choice.requireFit(name, features());
        Vocoder vocoder = choice.open(features());
        NDManager manager = NDManager.newBaseManager();
        Phasewright phasewright =
                new Phasewright(MagnitudeGenerator.of(spec, Machines.named(kind(name), clips), manager), vocoder);
        return new Opened() {
            @Override
            public List<GeneratedSound> generate(List<SoundRequest> requests, GenerationObserver observer) {
                return phasewright.generate(requests, plan, observer);
            }

            @Override
            public void close() {
                phasewright.close();
                manager.close();
            }
        };
    }
}
