package dev.phasewright.cli.vocode;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.vocoder.copy.Copier;
import dev.phasewright.vocoder.copy.CopyPicture;
import dev.phasewright.vocoder.copy.CopyPlan;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright vocode}: any sound's phase, discarded and made anew. */
@Command(
        name = "vocode",
        description = {
            "Discard the phase of sounds and make it anew.",
            "",
            "All that is kept of a sound is its magnitudes, or their mel bands alone; what comes back is as long and has "
                    + "as many channels, each made for itself. The network is one of two: that of 16 kHz for sounds of "
                    + "such a rate or a lower one, and that of 44.1 kHz for all others. They, Vocos and all that goes via "
                    + "mel bands resample a sound of another rate than theirs there and back; every other way works at "
                    + "the sound's own rate. The copy of NAME.flac is NAME-vocoded.wav unless -o names a file; "
                    + "the copies of several sounds go to the folder that -o names, as NAME.wav. The same command "
                    + "gives the same bytes.",
            "",
            "The network takes a sound of any length piece by piece: a sample depends on all before it and a fraction of "
                    + "a second after it, and how much that is, is told. Every other way takes the whole sound into "
                    + "memory.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright vocode song.flac -o copy.wav --plot",
            "  phasewright vocode song.flac --via mel -o copy-via-mel.wav",
            "  phasewright vocode *.wav --vocoder griffin-lim --iterations 100 -o out",
            "  phasewright vocode song.flac --vocoder pghi --refine 16 -o - | aplay"
        })
public final class VocodeCommand implements Callable<Integer> {
    private static final int MOST_ITERATIONS = 10_000;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Sound files.")
    private List<Path> files;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.NETWORK);

    /** What is kept of the magnitudes. */
    private enum Kept {
        LINEAR,
        MEL
    }

    @Option(
            names = "--via",
            paramLabel = "linear|mel",
            description =
                    "What is kept of the magnitudes: linear, all of them (the default); or mel, their mel bands, as "
                            + "a generator makes them (Vocos knows nothing else).")
    private Kept via;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Iterations of griffin-lim or accelerated-griffin-lim (default: 32).")
    private Integer iterations;

    @Option(
            names = "--refine",
            paramLabel = "N",
            description = "Iterations of fast Griffin-Lim from where the vocoder ends (default: none).")
    private Integer refine;

    @Option(
            names = "--low-latency",
            description =
                    "Have the network wait for as little as it can, as in live use; how little, is told. Phases are "
                            + "less good, above all where sounds begin.")
    private boolean lowLatency;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What random phases are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--plot",
            description = "Also draw the spectrograms of original and copy (of long ones, the first "
                    + CopyPicture.SECONDS + " s), as a PNG beside the WAV.")
    private boolean plot;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        checkOptions();
        // All that can be refused is, before the engine is loaded.
        List<CopyPlan> plans = new ArrayList<>();
        double seconds = 0;
        for (Path file : files) {
            seconds += check(file, plans);
        }
        List<Path> targets = targets();
        check(targets);
        if (plans.stream().anyMatch(plan -> plan.vocoder().kind() != VocoderChoice.Kind.METHOD)) {
            PyTorch.announce(console);
        }
        int status = 0;
        try (Copiers copiers = new Copiers();
                Progress bar = console.progress("vocoding", (long) Math.ceil(seconds), "s")) {
            CopyRun run = new CopyRun(output, plot, bar, console, vocoder);
            for (int i = 0; i < files.size(); i++) {
                try {
                    run.make(copiers.of(plans.get(i)), files.get(i), targets.get(i));
                } catch (SoundFileException e) {
                    // Damage that shows only now is told, and does not keep the others from being vocoded.
                    status = console.fail(e);
                }
            }
        }
        return status;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void checkOptions() {
        requireInRange("--iterations", iterations);
        requireInRange("--refine", refine);
        Path given = output.orElse(Path.of(""));
        if (files.size() > 1 && given.toString().isEmpty()) {
            throw wrong("several sounds go to a folder; name one by -o");
        }
        if (files.size() > 1 && OutputOptions.isStdout(given)) {
            throw wrong("stdout takes one sound; give -o a folder");
        }
        if (plot) {
            output.requirePlaceForPicture(given);
        }
        if (files.size() == 1) {
            output.requireWav(given);
        }
    }

    private void requireInRange(String option, Integer value) {
        if (value != null && (value < 1 || value > MOST_ITERATIONS)) {
            throw wrong(option + " must be from 1 to " + MOST_ITERATIONS + ", not " + value);
        }
    }

    /** How a sound of this rate is to be copied. */
    private CopyPlan plan(int sampleRate) throws IOException {
        VocoderChoice choice = vocoder.choose(sampleRate);
        boolean vocos = choice.kind() == VocoderChoice.Kind.VOCOS;
        if (vocos && via == Kept.LINEAR) {
            throw wrong("--via linear: a Vocos model takes mel bands alone; leave it out");
        }
        if (vocos && refine != null) {
            throw wrong(
                    "--refine: a Vocos model makes magnitudes of its own with their phase, so that nothing is left to "
                            + "refine; leave it out");
        }
        if (iterations != null && !choice.isIterative()) {
            throw wrong("--iterations: " + choice.name() + " does not iterate; griffin-lim and "
                    + "accelerated-griffin-lim do, and --refine does after any method");
        }
        if (lowLatency && (choice.kind() != VocoderChoice.Kind.NETWORK || via == Kept.MEL || refine != null)) {
            throw wrong("--low-latency: it is for the network from linear magnitudes, without --refine; leave it out");
        }
        return new CopyPlan(
                via == Kept.MEL ? choice.viaMel(sampleRate) : choice,
                via == Kept.MEL,
                iterations == null ? 0 : iterations,
                refine == null ? 0 : refine,
                lowLatency,
                seed);
    }

    /**
     * Plans a sound's copy; refuses one that cannot be vocoded, as far as its header shows.
     *
     * @param plans the copy's is added
     * @return its length in seconds, or 0
     */
    private double check(Path file, List<CopyPlan> plans) throws IOException {
        try (SoundSource sound = SoundFile.open(file)) {
            CopyPlan plan = plan(sound.sampleRate());
            plans.add(plan);
            long length = Math.max(0, sound.length());
            if (!SoundFile.fits(sound.channels(), length, SampleFormat.PCM_16)) {
                throw new SoundFileException(
                        file + ": its copy would exceed the 4 GB that a WAV file holds; cut it into pieces");
            }
            vocoder.requireRoom(plan, file, sound);
            return (double) length / sound.sampleRate();
        }
    }

    /** Where the copies go. */
    private List<Path> targets() {
        Path given = output.orElse(Path.of(""));
        if (files.size() == 1) {
            String stem = OutputOptions.stem(files.get(0));
            Path file = given.toString().isEmpty() ? Path.of(stem + "-vocoded.wav") : given;
            return List.of(Files.isDirectory(file) ? file.resolve(stem + ".wav") : file);
        }
        List<Path> targets = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (Path file : files) {
            Path target = given.resolve(OutputOptions.stem(file) + ".wav");
            if (!taken.add(target)) {
                throw wrong("two of the sounds would become " + target + "; vocode them one by one");
            }
            targets.add(target);
        }
        return targets;
    }

    private void check(List<Path> targets) throws IOException {
        if (targets.size() > 1) {
            output.checkFolder(output.orElse(Path.of("")));
        }
        Set<Path> originals = new HashSet<>();
        for (Path file : files) {
            originals.add(file.toRealPath());
        }
        for (Path target : targets) {
            if (Files.exists(target) && originals.contains(target.toRealPath())) {
                throw new IOException(target + ": is to be vocoded itself; write its copy elsewhere");
            }
            output.check(target);
            if (plot) {
                output.check(OutputOptions.picture(target));
            }
        }
    }

    /** The copiers of plans that differ in the network alone: each loaded when it is first needed. */
    private static final class Copiers implements AutoCloseable {
        private final Map<Integer, Copier> byRate = new HashMap<>();

        Copier of(CopyPlan plan) throws IOException {
            int rate = plan.stft().sampleRate();
            Copier loaded = byRate.get(rate);
            if (loaded == null) {
                loaded = Copier.load(plan);
                byRate.put(rate, loaded);
            }
            return loaded;
        }

        @Override
        public void close() {
            byRate.values().forEach(Copier::close);
        }
    }
}
