package dev.phasewright.cli.phase;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.AtomicFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.evaluation.vocoder.SweepReport;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseRuler;
import dev.phasewright.vocoder.lab.PhaseSweep;
import dev.phasewright.vocoder.lab.Rephased;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright phase sweep}: one sound through all windows, modes and amounts, and a ruler laid on each. */
@Command(
        name = "sweep",
        description = {
            "Exchange a sound's phases in every way, and measure what is left.",
            "",
            "The folder that -o names (default: NAME-sweep) receives a WAV of each, all at one level and with the "
                    + "original among them; sweep.csv, sweep.json; and a picture of each measure over the window's "
                    + "length. The table goes to stdout, too. Channels are mixed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase sweep speech.wav -o sweep",
            "  phasewright phase sweep a.wav --windows 4,32,256,whole --modes random,zero"
        })
final class PhaseSweepCommand implements Callable<Integer> {
    private static final double LONGEST = 60;

    @Parameters(paramLabel = "FILE", description = "A sound file.")
    private Path file;

    @Option(
            names = "--windows",
            paramLabel = "MS",
            split = ",",
            defaultValue = "1,2,4,8,16,32,64,128,256,512,1024,whole",
            description = "The windows' lengths, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<String> windows;

    @Option(
            names = "--modes",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "random,jitter,sign,zero,bin",
            description =
                    "What is done: random phases; a jitter of 1 rad; random signs; zero phases; or random phases that "
                            + "are constant over time (default: ${DEFAULT-VALUE}).")
    private List<PhaseSweep.Mode> modes;

    @Option(
            names = "--amounts",
            paramLabel = "PERCENT",
            split = ",",
            defaultValue = "50,100",
            description = "How far phases go (default: ${DEFAULT-VALUE}).")
    private List<Double> amounts;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How much of the sound's beginning is used, at most 60 (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What phases are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw PhaseJob.wrong(spec, "--seconds must be above 0 and at most 60, not " + seconds);
        }
        List<PhaseSweep.Version> versions = sweep().versions();
        Audio sound = read();
        Path folder = output.orElse(Path.of(OutputOptions.stem(file) + "-sweep"));
        if (OutputOptions.isStdout(folder)) {
            throw PhaseJob.wrong(spec, "many files are made, which stdout has no place for; give -o a folder");
        }
        SweepReport report = new SweepReport(file.getFileName().toString(), sound, seed);
        output.checkFolder(folder);
        for (String name : SweepReport.names(versions)) {
            output.check(folder.resolve(name));
        }
        PhaseRuler ruler = ruler(sound);
        try (Progress bar = console.progress("sweep", 2L * versions.size(), "versions")) {
            for (int i = 0; i < versions.size(); i++) {
                report.add(versions.get(i), ruler.measure(versions.get(i).plan().apply(sound)));
                bar.at(i + 1);
            }
            // Made anew instead of kept: a sweep of a minute would take gigabytes.
            double gain = report.gain();
            write(sound.scaled(gain), folder.resolve(SweepReport.ORIGINAL));
            for (int i = 0; i < versions.size(); i++) {
                Rephased made = versions.get(i).plan().apply(sound);
                write(
                        made.matched().scaled(gain),
                        folder.resolve(versions.get(i).file()));
                bar.at(versions.size() + i + 1);
            }
        }
        for (Map.Entry<String, byte[]> each : report.files().entrySet()) {
            output.write(
                    folder.resolve(each.getKey()), path -> AtomicFile.write(path, out -> out.write(each.getValue())));
        }
        console.out().print(report.table());
        console.out().flush();
        console.say("%s: %d versions of %.1f s, seed %d", folder, versions.size(), sound.seconds(), seed);
        return 0;
    }

    private void write(Audio audio, Path target) throws IOException {
        output.write(target, path -> SoundFile.write(audio, path, SampleFormat.PCM_16));
    }

    private PhaseSweep sweep() {
        FramingOptions framing = new FramingOptions(spec);
        for (double amount : amounts) {
            if (!(amount >= 0 && amount <= 100)) {
                throw PhaseJob.wrong(spec, "--amounts must be from 0 to 100 %, not " + amount);
            }
        }
        List<Framing> framings = windows.stream()
                .map(window -> framing.framing("--windows", window))
                .toList();
        return PhaseSweep.of(modes, amounts, framings, seed);
    }

    private Audio read() throws IOException {
        try (SoundSource source = SoundFile.open(file)) {
            int rate = source.sampleRate();
            if (seconds * rate < 1) {
                throw PhaseJob.wrong(
                        spec,
                        "--seconds must be at least a sample, " + 1.0 / rate + " at " + rate + " Hz, not " + seconds);
            }
            long wanted = Math.round(seconds * rate);
            if (source.length() > wanted) {
                console.say("%s: its first %.1f s are used (--seconds)", file, seconds);
            }
            for (String window : windows) {
                PhaseJob.require(file, source, new FramingOptions(spec).framing("--windows", window), wanted);
            }
            float[][] samples = new float[source.channels()][(int) wanted];
            int length = source.read(samples, 0, (int) wanted);
            return Audio.of(samples, rate).toMono().slice(0, length);
        }
    }

    private PhaseRuler ruler(Audio sound) throws SoundFileException {
        try {
            return new PhaseRuler(sound);
        } catch (IllegalArgumentException e) {
            throw new SoundFileException(file + ": " + e.getMessage() + ", which has nothing to measure", e);
        }
    }
}
