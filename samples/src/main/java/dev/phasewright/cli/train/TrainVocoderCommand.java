package dev.phasewright.cli.train;

import dev.phasewright.cli.console.Console;
import dev.phasewright.data.WaveDataset;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.vocoder.network.PhaseNetworkSpec;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.vocoder.train.VocoderObjective;
import dev.phasewright.vocoder.train.VocoderTraining;
import dev.phasewright.vocoder.train.WaveformLoss;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright train vocoder}: a network that gives magnitudes their phase back. */
@Command(
        name = "vocoder",
        description = {
            "Train a vocoder on folders of sound files.",
            "",
            "It learns to give any sound's magnitudes a phase, so the more kinds of sound the better. A folder with "
                    + "sub-folders train and validation says itself what is held out; of any other, one file in "
                    + "twenty is. Ctrl-C saves a checkpoint and stops; --resume goes on from it, exactly.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright train vocoder --data voices instruments --out my-vocoder",
            "  phasewright train vocoder --data voices instruments --out my-vocoder --resume",
            "  phasewright train vocoder --data my-recordings --rate 44100 --from universal-44k --out mine"
        })
final class TrainVocoderCommand implements Callable<Integer> {
    private static final int EXPANSION = 2;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--frames",
            paramLabel = "N",
            defaultValue = "40",
            description = "Length of a clip in frames (default: ${DEFAULT-VALUE}).")
    private int frames;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "9000",
            description = "Updates in all (default: ${DEFAULT-VALUE}).")
    private long updates;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.002",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "96",
            description = "Width of the phase networks (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "2",
            description = "Blocks of the phase networks (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--magnitude-width",
            paramLabel = "N",
            defaultValue = "256",
            description = "Width of the magnitude network (default: ${DEFAULT-VALUE}).")
    private int magnitudeWidth;

    @Option(
            names = "--magnitude-depth",
            paramLabel = "N",
            defaultValue = "4",
            description = "Blocks of the magnitude network (default: ${DEFAULT-VALUE}).")
    private int magnitudeDepth;

    @Option(
            names = "--hop",
            paramLabel = "N",
            description = "Samples from frame to frame, a divisor of 1024 (default: 128, at 44100 Hz 256).")
    private Integer hop;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "16000",
            description = "The rate of the sounds that it is for, 16000 or 44100 (default: ${DEFAULT-VALUE}); "
                    + "recordings of another one are resampled.")
    private int rate;

    @Option(
            names = "--from",
            paramLabel = "NAME|DIR",
            description =
                    "A trained vocoder to begin with, of the same sizes, be it of another rate; instead of nothing.")
    private String from;

    @Option(
            names = "--linear-only",
            description = "Have only the phase of linear magnitudes learned: a third of the work. By the mel input the "
                    + "vocoder then does what needs no learning.")
    private boolean linearOnly;

    @Option(
            names = "--losses",
            paramLabel = "LOSS",
            split = ",",
            description = "What else is learned from, beside phase differences and magnitudes, by the sound that they "
                    + "make: consistency, mel, adversarial, with commas between them (default: nothing).")
    private Set<WaveformLoss> losses = EnumSet.noneOf(WaveformLoss.class);

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = options.plan(updates, learningRate);
        VocoderSpec network;
        try {
            network = new VocoderSpec(
                    VocoderSpec.KIND,
                    features(),
                    new PhaseNetworkSpec(width, depth, EXPANSION),
                    magnitudeWidth,
                    magnitudeDepth,
                    Map.of());
            int least = VocoderTraining.leastFrames(network, losses);
            if (frames < least) {
                throw new IllegalArgumentException("--frames must be at least " + least + ", not " + frames);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        ModelFolder begin = from == null ? null : ModelFolder.find(from);
        VocoderObjective objective = new VocoderObjective(frames, losses, linearOnly);
        new TrainingSession<WaveDataset>(options, plan, console)
                .run(
                        (recordings, workspace, strict, observer) ->
                                WaveDataset.read(recordings, rate, workspace, strict, observer),
                        (data, manager) -> {
                            VocoderTraining training = new VocoderTraining(network, objective, data, plan, manager);
                            if (begin != null && !options.resume()) {
                                training.beginWith(begin);
                            }
                            Map<String, String> lineage = from == null ? Map.of() : Map.of("from", from);
                            return new Subject(training, training.flopsPerClip(), lineage, network::withOrigin);
                        });
        return 0;
    }

    private MelSpec features() {
        MelSpec usual = HearingOptions.standard(rate)
                .orElseThrow(() -> new IllegalArgumentException("--rate must be 16000 or 44100, not " + rate));
        StftSpec stft = usual.stft();
        return new MelSpec(
                new StftSpec(stft.sampleRate(), stft.fftSize(), hop == null ? stft.hop() : hop, stft.window()),
                usual.bands(),
                usual.scale(),
                usual.slaneyNorm(),
                usual.lowHz(),
                usual.highHz(),
                usual.floor());
    }
}
