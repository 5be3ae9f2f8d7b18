package dev.phasewright.cli.make;

import dev.phasewright.Phasewright;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.KnobOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.KitFolder;
import dev.phasewright.kit.KitLabel;
import dev.phasewright.kit.KitMaker;
import dev.phasewright.kit.KitPlan;
import dev.phasewright.kit.KitWriter;
import dev.phasewright.midi.Pad;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.provenance.KitReadme;
import dev.phasewright.provenance.LearnedFrom;
import dev.phasewright.provenance.Provenance;
import dev.phasewright.provenance.Receipt;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright kit}: a kit of drums that other programs load. */
@Command(
        name = "kit",
        description = {
            "Make a kit of drums that never existed, or that is like yours.",
            "",
            "DIR is a folder of WAV files of 24 bits, PAD-vLAYER-rTAKE.wav, from soft to loud, and what other programs "
                    + "load. All sounds of a pad are variations of one, so that it never repeats itself and is still one "
                    + "drum. The same seed gives the same kit. Its README tells of each sound which recording that the "
                    + "model learned from is nearest to it, and whose that is.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright kit -o my-kit --seed 7",
            "  phasewright kit -o small --pads kick,snare,closed-hat --layers 2 --bright 80",
            "  phasewright kit -o mine --model my-drums --like kick.wav snare.wav --format wav,sfz"
        })
public final class KitCommand implements Callable<Integer> {
    @Option(names = "-o", paramLabel = "DIR", required = true, description = "The kit's folder; must not exist.")
    private Path folder;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "drums",
            description = "A model of drums (default: ${DEFAULT-VALUE}).")
    private String model;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--pads",
            paramLabel = "PAD",
            split = ",",
            description = "Some of kick, kick-2, snare, snare-2, rim, clap, closed-hat, pedal-hat, open-hat, low-tom, "
                    + "mid-tom, high-tom, crash, ride, percussion, percussion-2 (default: all).")
    private List<String> pads = List.of();

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Loudnesses of each pad, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(
            names = "--round-robins",
            paramLabel = "N",
            defaultValue = "3",
            description = "Takes of each layer, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int roundRobins;

    @Option(
            names = "--like",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Sounds of your own to begin with, named by their pads: kick.wav, low-tom-1.wav.")
    private List<Path> like = List.of();

    /** What other programs read. */
    enum Format {
        WAV,
        SFZ,
        HYDROGEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "F",
            split = ",",
            defaultValue = "wav,sfz,hydrogen",
            description = "Who is to load it, of ${COMPLETION-CANDIDATES} (default: all); WAV files there always are.")
    private Set<Format> formats;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The recordings that the model learned from, for a receipt in the kit's README (default: a folder "
                            + "of the name that the model remembers, here or beside it).")
    private Path data;

    @Mixin
    private KnobOptions knobs;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        sampling.check();
        KitPlan plan = plan();
        KitLabel label = label();
        if (Files.exists(folder)) {
            throw new IOException(folder + ": exists already; choose another folder for the kit");
        }
        ModelFolder found = ModelFolder.find(model);
        GeneratorSpec described = GeneratorSpec.of(found);
        plan.require(described);
        SamplingPlan steps = sampling.plan(described);
        VocoderChoice chosen = vocoder.choose(described.features());
        Map<Pad, Audio> given = given(plan.pads());
        LearnedFrom learned = data == null ? LearnedFrom.atHand(found).orElse(null) : LearnedFrom.in(data);
        PyTorch.announce(console);
        try (Phasewright phasewright = Phasewright.load(found, sampling.precision(), chosen);
                Progress bar = console.progress("making", plan.sounds(), "sounds")) {
            DrumKit kit = new KitMaker(phasewright, steps).make(plan, given, (done, total) -> bar.at(done));
            Receipt receipt = learned == null
                    ? null
                    : new Provenance(learned, described.features(), console::progress).of(KitReadme.sounds(kit));
            String readme = KitReadme.of(label, kit, model, receipt);
            KitWriter.write(kit, label, readme, written(), folder);
        }
        console.say(
                "%s: %d pads, %d sounds at %d Hz, seed %d, %s",
                folder,
                plan.pads().size(),
                plan.sounds(),
                described.features().stft().sampleRate(),
                seed.seed(),
                sampling.describe(steps));
        if (learned == null) {
            console.say("no receipt: the recordings that the model learned from are not at hand (--data gives them)");
        }
        return 0;
    }

    private KitPlan plan() {
        try {
            List<Pad> wanted = pads.isEmpty()
                    ? List.of(Pad.values())
                    : pads.stream().map(KitCommand::pad).distinct().toList();
            return new KitPlan(wanted, layers, roundRobins, knobs.asked(), seed.seed());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Pad pad(String name) {
        return Arrays.stream(Pad.values())
                .filter(pad -> pad.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--pads: no pad is called \"" + name + "\"; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(Pad.values()).map(Pad::label).toList())));
    }

    private KitLabel label() {
        try {
            String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
            return new KitLabel(
                    name, "Phasewright, model " + model + ", seed " + seed.seed(), "as the model's, see its card");
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "-o: " + e.getMessage(), e);
        }
    }

    private Map<Pad, Audio> given(List<Pad> wanted) throws IOException {
        Map<Pad, Audio> given = new EnumMap<>(Pad.class);
        for (Path file : like) {
            Pad pad = KitFolder.pad(file).orElse(null);
            if (pad == null || !wanted.contains(pad)) {
                throw new IOException(file + ": its name begins with no pad of the kit; call it "
                        + wanted.get(0).label() + ".wav, say");
            }
            Audio sound = SoundFile.read(file);
            if (sound.peak() == 0) {
                throw new IOException(file + ": is silent; give a sound of a " + pad.label());
            }
            if (given.put(pad, sound) != null) {
                throw new IOException(file + ": is the second of pad " + pad.label() + "; give one of each");
            }
        }
        return given;
    }

    private Set<KitWriter.Format> written() {
        Set<KitWriter.Format> written = EnumSet.noneOf(KitWriter.Format.class);
        if (formats.contains(Format.SFZ)) {
            written.add(KitWriter.Format.SFZ);
        }
        if (formats.contains(Format.HYDROGEN)) {
            written.add(KitWriter.Format.HYDROGEN);
        }
        return written;
    }
}
