package dev.phasewright.cli;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.demo.DemoBuild;
import dev.phasewright.demo.DemoPlan;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright demo}: the listening demos as a site. */
@Command(
        name = "demo",
        description = {
            "Make the listening demos: a static site that opens from disk.",
            "",
            "Its pages let one hear what phase is worth, how a sound comes out of noise, what the generator makes and how good "
                    + "the vocoder is; and its blind tests tell whether one hears a difference at all. Open index.html in "
                    + "any browser; no network is needed, and no server.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright demo -o demo",
            "  phasewright demo -o demo --data digits --evaluate voices instruments --force"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int MOST_CLIPS = 16;
    private static final double SHORTEST = 0.3;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Where the site is to be.")
    private Path output;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = DemoPlan.MODEL,
            description = "The generator (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--vocoder",
            paramLabel = "NAME|DIR",
            defaultValue = DemoPlan.VOCODER,
            description = "The trained vocoder (default: ${DEFAULT-VALUE}).")
    private String vocoder;

    @Option(
            names = "--notes",
            paramLabel = "NAME|DIR",
            defaultValue = DemoPlan.NOTES,
            description = "The model of single notes that the keyboard has (default: ${DEFAULT-VALUE}); "
                    + DemoPlan.NONE + " leaves the keyboard out.")
    private String notes;

    @Option(
            names = "--drums",
            paramLabel = "NAME|DIR",
            description = "The model of drums that the pads have (default: " + DemoPlan.DRUMS + " if it is found); "
                    + DemoPlan.NONE + " leaves the pads out.")
    private String drums;

    @Option(
            names = "--watch",
            paramLabel = "NAME|DIR",
            split = ",",
            defaultValue = DemoPlan.WATCHED,
            description = "The models that are watched drawing a sound (default: ${DEFAULT-VALUE}); " + DemoPlan.NONE
                    + " leaves the page out.")
    private List<String> watch;

    @Option(
            names = "--corruption-models",
            paramLabel = "NAME|DIR",
            split = ",",
            description =
                    "Models that each undo a corruption, to be heard on their way up (default: none, and no such page).")
    private List<String> undoing = List.of();

    @Option(
            names = "--rival",
            paramLabel = "NAME|DIR",
            description =
                    "An autoregressive model, to finish the same clip as diffusion does (default: none, and no such page).")
    private String rival;

    @Option(
            names = "--against",
            paramLabel = "NAME|DIR",
            description = "The model of diffusion that the rival is held against (default: that of --model).")
    private String against;

    @Option(
            names = "--data",
            paramLabel = "CORPUS",
            description =
                    "What the generator learned from, with a folder train: each generated clip gets the training clip "
                            + "nearest to it beside it.")
    private Path data;

    @Option(
            names = "--evaluate",
            paramLabel = "CORPUS",
            arity = "1..*",
            description =
                    "Corpora with a folder test each, over which the vocoder's figures are measured (default: the "
                            + "demos' own three recordings).")
    private List<Path> evaluate = List.of();

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "" + DemoPlan.CLIPS,
            description = "Generated clips of each class (default: ${DEFAULT-VALUE}).")
    private int clips;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "" + DemoPlan.SECONDS,
            description = "How much of each recording (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--address",
            paramLabel = "URL",
            description = "Where the site will be read, so that links to it show its picture everywhere.")
    private URI address;

    @Option(names = "--force", description = "Replace an older site.")
    private boolean force;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (clips < 1 || clips > MOST_CLIPS) {
            throw wrong("--clips must be from 1 to " + MOST_CLIPS + ", not " + clips);
        }
        if (!(seconds >= SHORTEST && seconds <= DemoPlan.SECONDS)) {
            throw wrong("--seconds must be from " + SHORTEST + " to " + DemoPlan.SECONDS + ", not " + seconds);
        }
        DemoPlan plan = new DemoPlan(
                output,
                model,
                vocoder,
                notes.equals(DemoPlan.NONE) ? null : notes,
                drums(),
                watch.equals(List.of(DemoPlan.NONE)) ? List.of() : watch,
                undoing,
                rival,
                against == null ? model : against,
                data,
                evaluate,
                clips,
                seconds,
                seed.seed(),
                address());
        // All that can be refused is, before the engine is loaded.
        DemoBuild build = new DemoBuild(plan, force);
        PyTorch.announce(console);
        Path first = build.run(console::progress);
        console.say("%s: open it in a browser", first);
        if (drums == null && plan.drums() == null) {
            console.say("it has no drum pads: there is no model \"%s\" here (--drums names another)", DemoPlan.DRUMS);
        }
        return 0;
    }

    /** Null if there are to be no pads. */
    private String drums() throws IOException {
        if (drums != null) {
            return drums.equals(DemoPlan.NONE) ? null : drums;
        }
        return ModelPath.known(DemoPlan.DRUMS).isPresent() ? DemoPlan.DRUMS : null;
    }

    private String address() {
        if (address == null) {
            return "";
        }
        boolean site = address.getHost() != null && address.getRawQuery() == null && address.getRawFragment() == null;
        if (!site || !List.of("http", "https").contains(address.getScheme())) {
            throw wrong("--address must be like https://example.org/phasewright/, not " + address);
        }
        return address + (address.getPath().endsWith("/") ? "" : "/");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
