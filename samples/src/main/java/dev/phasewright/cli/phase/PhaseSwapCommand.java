package dev.phasewright.cli.phase;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.vocoder.lab.PhaseSwap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright phase swap}: two sounds exchange their phases. */
@Command(
        name = "swap",
        description = {
            "Give each of two sounds the phases of the other.",
            "",
            "Two files go to the folder that -o names (default: the current one), each with the magnitudes of the one "
                    + "and the phases of the other. In windows of a second the words go with the phases, in windows "
                    + "of 30 ms with the magnitudes. The results are as long as the shorter sound; B is brought to "
                    + "the rate of A, and a single channel is taken for each of several.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase swap one.wav other.wav -o swapped",
            "  phasewright phase swap one.wav other.wav --window 1000 -o swapped --force"
        })
final class PhaseSwapCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A sound file.")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private Path b;

    @Mixin
    private FramingOptions framing = new FramingOptions("whole");

    @Mixin
    private PhaseOutput output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PhaseSwap tool = new PhaseSwap(framing.framing());
        Path folder = output.orElse(Path.of(""));
        if (OutputOptions.isStdout(folder)) {
            throw PhaseJob.wrong(spec, "two sounds are made, which stdout has no place for; give -o a folder");
        }
        String one = OutputOptions.stem(a);
        String other = OutputOptions.stem(b);
        if (one.equals(other)) {
            throw PhaseJob.wrong(spec, "both sounds are called " + one + ", and so would both results; rename one");
        }
        List<Path> targets = List.of(
                folder.resolve(one + "-with-phases-of-" + other + ".wav"),
                folder.resolve(other + "-with-phases-of-" + one + ".wav"));
        if (!folder.toString().isEmpty()) {
            output.checkFolder(folder);
        }
        String needs;
        try (SoundSource first = SoundFile.open(a);
                SoundSource second = SoundFile.open(b)) {
            tellDifferences(first, second);
            try (SoundSource both = both()) {
                needs = PhaseJob.require(a, both, tool.framing());
                for (Path target : targets) {
                    output.check(target, both, both.length(), a, b);
                }
            }
        }
        output.write(this::both, tool::through, "phases swapped; " + tool.framing() + needs, targets);
        return 0;
    }

    private void tellDifferences(SoundSource first, SoundSource second) throws SoundFileException {
        int one = first.channels();
        int other = second.channels();
        if (one != other && one != 1 && other != 1) {
            throw new SoundFileException(String.format(
                    Locale.ROOT,
                    "%s: has %d channels, and %s has %d; mix one of them to mono, or to as many",
                    b,
                    other,
                    a,
                    one));
        }
        if (first.sampleRate() != second.sampleRate()) {
            console.say(
                    "%s: brought from %d Hz to %d Hz, the rate of %s", b, second.sampleRate(), first.sampleRate(), a);
        }
        if (one != other) {
            console.say("%s: its one channel is taken %d times", one == 1 ? a : b, Math.max(one, other));
        }
        double seconds = (double) first.length() / first.sampleRate();
        double others = (double) second.length() / second.sampleRate();
        if (first.length() >= 0 && second.length() >= 0 && Math.abs(seconds - others) > 1e-3) {
            console.say(
                    "%s: only its first %.3f s are used, as there are of %s",
                    seconds > others ? a : b, Math.min(seconds, others), seconds > others ? b : a);
        }
    }

    /** Both sounds side by side, at one rate and with as many channels. */
    private SoundSource both() throws IOException {
        SoundSource first = SoundFile.open(a);
        try {
            return PhaseSwap.fitted(first, SoundFile.open(b));
        } catch (Throwable e) {
            first.close();
            throw e;
        }
    }
}
