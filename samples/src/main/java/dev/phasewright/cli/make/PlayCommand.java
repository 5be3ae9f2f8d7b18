package dev.phasewright.cli.make;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.KitSource;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.tune.Announcement;
import dev.phasewright.tune.Arrangement;
import dev.phasewright.tune.Arrangement.Sound;
import dev.phasewright.tune.Instruments;
import dev.phasewright.tune.Mix;
import dev.phasewright.tune.Percussion;
import dev.phasewright.tune.Tune;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright play}: a MIDI file with generated notes. */
@Command(
        name = "play",
        description = {
            "Play a MIDI file with notes that a model generates.",
            "",
            "Each pitch that is needed is generated once, from the seed that \"generate --pitch\" would make the same "
                    + "note of, and cut to the length of each of its notes. Velocity, volume and expression tell how "
                    + "loud; tempo changes and the sustain pedal are heeded, bends and panning are not. The whole is "
                    + "brought to a peak of -1 dBFS.",
            "",
            "Channel 10 is drums, by General MIDI's percussion map: each stroke takes another take of the layer of its "
                    + "velocity. A model makes them, or they are of a folder; where there is neither, the other channels "
                    + "are played alone. The sound has the higher rate of notes and drums.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright play tune.mid --instrument flute -o tune.wav",
            "  phasewright play tune.mid --instrument piano,2=cello --seed 5",
            "  phasewright play song.mid --instrument piano --drums my-kit -o song.wav",
            "  phasewright play tune.mid --instrument flute -o - | aplay"
        })
public final class PlayCommand implements Callable<Integer> {
    private static final double PEAK_DB = -1;
    private static final String DRUMS = "drums";

    @Parameters(paramLabel = "TUNE", description = "A standard MIDI file.")
    private Path file;

    @Option(
            names = "--instrument",
            paramLabel = "NAME",
            description = "Who plays: a class of the model, such as flute, for all channels but 10, which is "
                    + "percussion's; 1=flute,2=piano for these channels alone; or flute,2=piano. May be left out with "
                    + "--drums.")
    private String instrument;

    @Option(
            names = "--drums",
            paramLabel = "NAME|DIR",
            description =
                    "Who plays channel 10: a model of drums, or a folder of drum sounds as of beat (default: the model "
                            + "drums, if there is one).")
    private String drums;

    @Option(names = "--seed", paramLabel = "S", description = "Where the noise comes from (default: random, and told).")
    private Long seed;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "notes",
            description = "A model of single notes (default: ${DEFAULT-VALUE}).")
    private String model;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long from = SeedOption.orDrawn(seed);
        Instruments instruments = instruments();
        sampling.check();
        // All that can be refused is, before the engine is loaded.
        Tune tune = Tune.read(file);
        ModelFolder folder = ModelFolder.find(model);
        GeneratorSpec described = GeneratorSpec.of(folder);
        SamplingPlan plan = sampling.plan(described);
        VocoderChoice chosen = vocoder.choose(described.features());
        instruments.names().forEach(described::classIndex);
        KitSource drummer = drummer(instruments);
        Percussion percussion = drummer == null ? Percussion.NONE : Percussion.of(tune, drummer.pads());
        Arrangement arrangement = arrange(tune, instruments, described, percussion);
        requireRoom(tune, described.features().stft().sampleRate());
        Path target = target();
        List<String> announced = Announcement.of(tune, arrangement, percussion, drummer != null, described);
        console.say("%s: %s", file, announced.get(0));
        announced.stream().skip(1).forEach(line -> console.say("%s", line));
        PyTorch.announce(console);
        Map<Sound, Audio> sounds = Map.of();
        if (!arrangement.parts().isEmpty()) {
            try (Phasewright phasewright = Phasewright.load(folder, sampling.precision(), chosen)) {
                sounds = sounds(phasewright, plan, arrangement.sounds(), from);
            }
        }
        DrumKit kit = percussion.hits().isEmpty() ? null : drummer.kit(percussion.pads(), from, console::progress);
        int own = described.features().stft().sampleRate();
        int sampleRate = kit == null ? own : Math.max(own, kit.sampleRate());
        requireRoom(tune, sampleRate);
        Mix notes = new Mix(arrangement.parts(), sounds, sampleRate, described.leadSeconds());
        Mix mix = kit == null ? notes : notes.with(percussion.hits(), kit);
        double gain = write(mix, target, sampleRate);
        console.say(
                "%s: %.1f s, peak at %.0f dBFS (the sum times %.3f); seed %d, %s",
                OutputOptions.name(target),
                (double) mix.length() / sampleRate,
                PEAK_DB,
                gain,
                from,
                sampling.describe(plan));
        return 0;
    }

    private Instruments instruments() {
        if (instrument == null && drums == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--instrument=NAME'");
        }
        if (instrument == null) {
            return Instruments.NONE;
        }
        try {
            return Instruments.parse(instrument);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--instrument " + e.getMessage(), e);
        }
    }

    /** Who plays the drums; null if nobody does, or an instrument plays their channel. */
    private @Nullable KitSource drummer(Instruments instruments) throws IOException {
        if (instruments.of(Tune.DRUMS).isPresent()) {
            if (drums != null) {
                throw new ParameterException(
                        spec.commandLine(), "channel 10 is played by --drums or by an --instrument, not by both");
            }
            return null;
        }
        boolean known = drums != null || ModelPath.known(DRUMS).isPresent();
        return known ? KitSource.of(drums == null ? DRUMS : drums) : null;
    }

    private Arrangement arrange(Tune tune, Instruments instruments, GeneratorSpec described, Percussion percussion)
            throws IOException {
        PitchRange range = described.network().pitches();
        if (range.isEmpty()) {
            throw new IOException(model + ": cannot be asked for a pitch; play with a model of single notes");
        }
        if (tune.notes().isEmpty()) {
            throw new IOException(file + ": there is no note in it to be heard; give another");
        }
        Arrangement arrangement = Arrangement.of(tune, instruments, range);
        if (!percussion.hits().isEmpty()) {
            return arrangement;
        }
        if (arrangement.parts().isEmpty() && arrangement.unreachable() > 0) {
            throw new IOException(
                    file + ": no octave of its notes is within the model's range, " + Announcement.all(range));
        }
        if (arrangement.parts().isEmpty()) {
            throw new IOException(file + ": not one of its " + tune.notes().size() + " notes has an instrument ("
                    + String.join(", ", leftOut(arrangement)) + "); name one for a channel, such as --instrument "
                    + arrangement.leftOut().keySet().stream().findFirst().orElse(1) + "="
                    + described.classes().get(0));
        }
        return arrangement;
    }

    private static List<String> leftOut(Arrangement arrangement) {
        return arrangement.leftOut().entrySet().stream()
                .map(e -> e.getValue() + " on channel " + e.getKey())
                .toList();
    }

    private void requireRoom(Tune tune, int sampleRate) throws IOException {
        double samples = (tune.seconds() + 1) * sampleRate;
        if (samples > Long.MAX_VALUE / 8.0 || !SoundFile.fits(1, (long) samples, SampleFormat.PCM_16)) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%s: lasts %.0f hours, and a WAV file ends at 4 GB; cut it into pieces",
                    file,
                    tune.seconds() / 3600));
        }
    }

    private Path target() throws IOException {
        String name = OutputOptions.stem(file) + ".wav";
        Path given = output.orElse(Path.of(name));
        Path target = Files.isDirectory(given) ? given.resolve(name) : given;
        output.requireWav(target);
        return output.check(target);
    }

    private Map<Sound, Audio> sounds(Phasewright phasewright, SamplingPlan plan, List<Sound> wanted, long seed) {
        List<GeneratedSound> made;
        try (Progress bar = console.progress("generating", (long) wanted.size() * (plan.steps() + 1), "steps")) {
            made = phasewright.generate(
                    wanted.stream()
                            .map(sound ->
                                    SoundRequest.of(sound.instrument(), seed).withPitch(sound.pitch()))
                            .toList(),
                    plan,
                    (done, total) -> bar.at(done));
        }
        Map<Sound, Audio> sounds = new TreeMap<>();
        for (int i = 0; i < made.size(); i++) {
            sounds.put(wanted.get(i), made.get(i).sound());
        }
        return sounds;
    }

    /** Writes the mix at its level; returns the gain that brings it there. */
    private double write(Mix mix, Path target, int sampleRate) throws IOException {
        double[] gain = {1};
        try (Progress bar = console.progress("mixing", 2 * mix.length() / sampleRate, "s")) {
            double peak = mix.peak(samples -> bar.at(samples / sampleRate));
            gain[0] = peak == 0 ? 1 : Math.pow(10, PEAK_DB / 20) / peak;
            output.write(target, path -> {
                try (SoundSink sink = SoundFile.create(path, 1, sampleRate, SampleFormat.PCM_16)) {
                    mix.write(gain[0], sink, samples -> bar.at((mix.length() + samples) / sampleRate));
                    sink.finish();
                }
            });
        }
        return gain[0];
    }
}
