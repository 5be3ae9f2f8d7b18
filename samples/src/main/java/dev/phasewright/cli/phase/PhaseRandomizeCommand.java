package dev.phasewright.cli.phase;

import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseDistribution;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright phase randomize}: phases exchanged for others. */
@Command(
        name = "randomize",
        description = {
            "Exchange a sound's phases for others, and keep its magnitudes.",
            "",
            "In windows of some 30 ms speech stays intelligible and becomes rough; in windows of a second it is "
                    + "smeared beyond recognition; noise stays noise.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase randomize speech.wav -o rough.wav",
            "  phasewright phase randomize speech.wav --window 500 -o smeared.wav",
            "  phasewright phase randomize song.flac --scope bin --link --above 2000",
            "  phasewright phase randomize a.wav --distribution gaussian --sigma 1",
            "  phasewright phase randomize a.wav --scope whole --amount 50"
        })
final class PhaseRandomizeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A sound file.")
    private Path file;

    @Option(
            names = "--distribution",
            paramLabel = "NAME",
            defaultValue = "uniform",
            description =
                    "What phases are exchanged for: uniform, any; gaussian, those there were and a jitter (--sigma); "
                            + "constant, those and an offset (--offset); zero; or sign, those or their opposites "
                            + "(default: ${DEFAULT-VALUE}).")
    private PhaseDistribution.Kind distribution;

    @Option(names = "--sigma", paramLabel = "RAD", description = "The jitter's standard deviation (default: 1).")
    private Double sigma;

    @Option(
            names = "--offset",
            paramLabel = "RAD",
            description = "The offset (default: a quarter turn, which makes the Hilbert transform).")
    private Double offset;

    @Option(
            names = "--amount",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "How far each phase goes to its new value, from 0 to 100 (default: ${DEFAULT-VALUE}).")
    private double amount;

    @Option(names = "--above", paramLabel = "HZ", defaultValue = "0", description = "Leave what lies below as it is.")
    private double above;

    @Option(
            names = "--below",
            paramLabel = "HZ",
            defaultValue = "Infinity",
            description = "Leave what lies above as it is; with --above, only what lies between changes.")
    private double below;

    /** What is drawn anew, and when. */
    private enum Scope {
        FRAME,
        BIN,
        WHOLE
    }

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            defaultValue = "frame",
            description =
                    "What gets a phase of its own: each bin of each frame; each bin, the same at all times; or each "
                            + "bin of the whole sound, as --window whole says, too (default: ${DEFAULT-VALUE}).")
    private Scope scope;

    @Mixin
    private FramingOptions framing = new FramingOptions("32");

    @Option(
            names = "--link",
            description = "Move the phases of all channels alike, so that those between channels stay.")
    private boolean link;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What phases are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PhaseOutput output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PhaseRandomization plan = plan();
        return new PhaseJob(spec, output).run(file, plan, plan.framing(), "-randomized", plan.toString());
    }

    private PhaseRandomization plan() {
        if (sigma != null && distribution != PhaseDistribution.Kind.GAUSSIAN) {
            throw PhaseJob.wrong(spec, "--sigma is the jitter's of --distribution gaussian");
        }
        if (offset != null && distribution != PhaseDistribution.Kind.CONSTANT) {
            throw PhaseJob.wrong(spec, "--offset is that of --distribution constant");
        }
        if (!(amount >= 0 && amount <= 100)) {
            throw PhaseJob.wrong(spec, "--amount must be from 0 to 100 %, not " + amount);
        }
        double parameter =
                switch (distribution) {
                    case GAUSSIAN -> sigma == null ? 1 : sigma;
                    case CONSTANT -> offset == null ? Math.PI / 2 : offset;
                    default -> 0;
                };
        Framing frames = scope == Scope.WHOLE ? framing.framing("--scope", "whole") : framing.framing();
        return FramingOptions.checked(
                spec,
                () -> new PhaseRandomization(
                        new PhaseDistribution(distribution, parameter),
                        amount / 100,
                        above,
                        below,
                        scope == Scope.BIN ? PhaseRandomization.Scope.BIN : PhaseRandomization.Scope.FRAME,
                        frames,
                        link,
                        seed));
    }
}
