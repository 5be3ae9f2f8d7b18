package dev.phasewright.cli.make;

import dev.phasewright.GeneratedSound;
import dev.phasewright.MachineModel;
import dev.phasewright.SoundModel;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.KnobOptions;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Pitches;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.Reading;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.Stopwatch;
import dev.phasewright.cli.console.Typed;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.cli.make.ClipFiles.Clip;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import dev.phasewright.tune.Phrase;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright generate}: from noise to WAV files. */
@Command(
        name = "generate",
        description = {
            "Generate sounds that never existed.",
            "",
            "Each class gives CLASS.wav, or with several clips CLASS-1.wav and so on, with a pitch CLASS-A4.wav. Clip "
                    + "number k of a run with "
                    + "seed S has the seed S + k − 1; the seed is always told, and the same command with the same seed "
                    + "gives the same bytes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright generate seven",
            "  phasewright generate seven --count 8 --seed 42 -o sevens",
            "  phasewright generate four two --join -o forty-two.wav --plot",
            "  phasewright generate nine -o - | aplay",
            "  phasewright generate --model my-drums snare --bright 80 --decay 20",
            "  phasewright generate --model notes flute --pitch A4",
            "  phasewright generate seven --model machine:local,digits --plot",
            "  phasewright generate --model notes piano violin --pitch C4,E4,G4-B4 -o chord",
            "  phasewright generate --model notes --blend flute=3,cello=1 --pitch A3"
        })
public final class GenerateCommand implements Callable<Integer> {
    private static final int MOST_CLIPS = 10_000;
    private static final int LONGEST = 600;
    private static final int LONGEST_RUN = 3600;

    @Parameters(
            arity = "0..*",
            paramLabel = "CLASS",
            converter = Typed.ClassName.class,
            description = "What to generate, such as: seven.")
    private List<String> classes = List.of();

    @Option(
            names = "--blend",
            paramLabel = "CLASS=SHARE",
            split = ",",
            description =
                    "In place of a class, something between several: flute=3,cello=1 is three parts flute and one "
                            + "part cello.")
    private Map<String, Double> blend = Map.of();

    @Option(
            names = "--pitch",
            paramLabel = "NOTE",
            split = ",",
            converter = Pitches.Converter.class,
            description = "The pitch of single notes, as A4, C#3, Bb5 or 69 (MIDI's number): several, as C4,E4,G4, or "
                    + "all of a range, as C4-B4, give a clip each (default: any pitch).")
    private List<Pitches> pitches = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "Clips of each class, or of each class and pitch (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            converter = Typed.Seconds.class,
            description = "How long each clip is; longer ones than the model's are drawn through overlapping windows "
                    + "(default: as long as the model's).")
    private Double seconds;

    @Option(names = "--seed", paramLabel = "S", description = "Where the noise comes from (default: random, and told).")
    private Long seed;

    @Mixin
    private KnobOptions knobs;

    @Mixin
    private SamplingOptions sampling;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description =
                    "The model (default: ${DEFAULT-VALUE}); or machine:KIND,DATA, a denoiser written down over the "
                            + "folder DATA without any training: ideal (its samples are training clips), local, "
                            + "local-equivariant, time-equivariant or wiener.")
    private String model;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Option(
            names = "--join",
            description =
                    "Put all clips into one file, one after the other: each trimmed as by --trim, with a pause of "
                            + "80 ms before and after it.")
    private boolean join;

    @Option(
            names = "--trim",
            description = "Cut off the silence before and after each clip, what is 45 dB below its peak; without it, a "
                    + "clip that is not joined is as long as the model's, or as --seconds says.")
    private boolean trim;

    @Option(names = "--plot", description = "Also draw each clip's magnitudes, as a PNG beside the WAV.")
    private boolean plot;

    @Option(names = "--timings", description = "Tell on stderr where the time went.")
    private boolean timings;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Stopwatch watch = new Stopwatch();
        if (count < 1 || count > MOST_CLIPS) {
            throw wrong("--count must be from 1 to " + MOST_CLIPS + ", not " + count);
        }
        if (seconds != null && !(seconds > 0 && seconds <= LONGEST)) {
            throw wrong("--seconds must be above 0 and at most " + LONGEST + ", not " + seconds);
        }
        long firstSeed = SeedOption.orDrawn(seed);
        sampling.check();
        knobs.asked();
        // All that can be refused is, before the engine is loaded.
        SoundModel described = described();
        if (seconds != null && seconds < described.shortestSeconds()) {
            throw wrong(
                    "--seconds must be from " + described.shortestSeconds() + " to " + LONGEST + ", not " + seconds);
        }
        VocoderChoice chosen = vocoder.choose(described.features());
        Map<String, Double> degrees = knobs.asked();
        List<Clip> clips = plan(described, degrees, firstSeed);
        if (seconds != null && seconds * clips.size() > LONGEST_RUN) {
            throw wrong("at most " + LONGEST_RUN + " s in one run");
        }
        ClipFiles places = new ClipFiles(output, join, plot, spec);
        List<Path> files = places.of(clips, classes);
        places.check(files, clips.size());
        watch.lap("command line");
        PyTorch.announce(console);
        try (SoundModel.Opened opened = described.open(sampling.precision(), chosen)) {
            watch.lap("engine and weights");
            List<GeneratedSound> sounds = sounds(opened, described.steps(), clips, watch);
            watch.lap("phase");
            write(clips, files, sounds, sampling.describe(described) + KnobOptions.describe(degrees) + phases(chosen));
            watch.lap("writing");
        }
        if (timings) {
            watch.tell(console);
        }
        return 0;
    }

    private SoundModel described() throws IOException {
        return MachineModel.isNamed(model)
                ? sampling.machine(Reading.of(
                        "what it knows", console, () -> false, observer -> MachineModel.read(model, observer)))
                : sampling.model(ModelFolder.find(model));
    }

    /** By what, where it is not what is shipped or was asked for. */
    private String phases(VocoderChoice chosen) {
        return chosen.name().equals(vocoder.name()) ? "" : ", phases by " + chosen.name();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<Clip> plan(SoundModel described, Map<String, Double> degrees, long firstSeed) {
        List<String> asked = classes;
        if (!blend.isEmpty() && !classes.isEmpty()) {
            throw wrong("--blend stands in place of a class; leave out " + String.join(" ", classes));
        }
        if (!blend.isEmpty()) {
            asked = List.of(String.join("-", blend.keySet()));
        } else if (asked.isEmpty()) {
            if (!described.classes().isEmpty()) {
                throw wrong("generate what? The model " + model + " knows " + String.join(", ", described.classes()));
            }
            asked = List.of("clip");
        }
        int[] notes = pitches.isEmpty() ? new int[] {SoundRequest.ANY_PITCH} : Pitches.all(pitches);
        if ((long) asked.size() * notes.length * count > MOST_CLIPS) {
            throw wrong("at most " + MOST_CLIPS + " clips in one run");
        }
        List<Clip> clips = Clip.numbered(asked, notes, count, firstSeed).stream()
                .map(clip -> blend.isEmpty() && classes.isEmpty() ? clip.ofNoClass() : clip)
                .map(clip -> blend.isEmpty() ? clip : clip.between(blend))
                .map(clip -> clip.with(degrees))
                .map(clip -> seconds == null ? clip : clip.lasting(seconds))
                .toList();
        clips.stream().map(Clip::request).forEach(described::require);
        return clips;
    }

    private List<GeneratedSound> sounds(SoundModel.Opened opened, int each, List<Clip> clips, Stopwatch watch) {
        long steps = (long) clips.size() * each;
        try (Progress bar = console.progress("generating", steps + clips.size(), "steps")) {
            boolean[] drawn = {false};
            return opened.generate(clips.stream().map(Clip::request).toList(), (done, total) -> {
                bar.at(done);
                if (done == steps && !drawn[0]) {
                    drawn[0] = true;
                    watch.lap("magnitudes");
                }
            });
        }
    }

    private void write(List<Clip> clips, List<Path> files, List<GeneratedSound> sounds, String how) throws IOException {
        if (join) {
            Path file = files.get(0);
            write(file, Phrase.of(sounds.stream().map(GeneratedSound::sound).toList()), clips, sounds);
            console.say(
                    "%s: %s; %d clips from seed %d, %s",
                    OutputOptions.name(file),
                    String.join(" ", clips.stream().map(Clip::label).toList()),
                    clips.size(),
                    clips.get(0).request().seed(),
                    how);
            return;
        }
        for (int i = 0; i < clips.size(); i++) {
            Path file = files.get(i);
            Audio sound = sounds.get(i).sound();
            write(file, trim ? Phrase.trimmed(sound) : sound, clips.subList(i, i + 1), sounds.subList(i, i + 1));
            console.say(
                    "%s: seed %d, %s",
                    OutputOptions.name(file), clips.get(i).request().seed(), how);
        }
    }

    private void write(Path file, Audio sound, List<Clip> clips, List<GeneratedSound> sounds) throws IOException {
        output.write(file, path -> SoundFile.write(sound, path, SampleFormat.PCM_16));
        if (!plot) {
            return;
        }
        Path picture = OutputOptions.picture(file);
        String name = picture.getFileName().toString().replaceFirst("\\.png$", "");
        BufferedImage image = clips.size() == 1
                ? SpectrogramImage.draw(
                        sounds.get(0).magnitudes(),
                        name + ", seed " + clips.get(0).request().seed())
                : SpectrogramImage.grid(
                        sounds.stream().map(GeneratedSound::magnitudes).toList(),
                        clips.stream().map(Clip::label).toList(),
                        name);
        output.write(picture, path -> SpectrogramImage.write(image, path));
    }
}
