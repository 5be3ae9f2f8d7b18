package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Interruption;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.memory.CollapseStudy;
import dev.phasewright.evaluation.memory.HalvesStudy;
import dev.phasewright.evaluation.memory.MemoryCharts;
import dev.phasewright.evaluation.memory.MemoryReport;
import dev.phasewright.evaluation.memory.MemoryStudy;
import dev.phasewright.evaluation.theory.MachineReport;
import dev.phasewright.evaluation.theory.MachineStudy;
import dev.phasewright.evaluation.theory.SpectrumCharts;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The studies of what networks remember, and of what they resemble that only remembers. */
final class MemoryStudies {
    private MemoryStudies() {}

    /** {@code phasewright study machines}: which denoisers that need no training a trained one resembles. */
    @Command(
            name = "machines",
            description = {
                "See which machine that needs no training a network resembles.",
                "",
                "A network that did what its loss asks for would only repeat training clips. Machines over the same clips "
                        + "are held against it: the ideal one, one that decides at each place by what is near, the same at "
                        + "any time or anywhere, and Wiener's filter, which knows the spectrum only. The window of the "
                        + "local ones is, at each noise level, the one whose answer is nearest the network's. Told are "
                        + "Pearson's r and R², on noisy held-out clips and for whole samples from the same noise, over all "
                        + "frames and over those that are heard.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study machines digits --data digits",
                "  phasewright study machines digits --data digits --windows 0 --plot machines.png"
            })
    static final class Machines implements Callable<Integer> {
        @Parameters(paramLabel = "NAME|DIR", description = "The model.")
        private String model;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "digits",
                description = "What it learned from (default: ${DEFAULT-VALUE}).")
        private Path data;

        @Option(
                names = "--clips",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Training clips that the machines know (default: ${DEFAULT-VALUE}).")
        private int clips;

        @Option(
                names = "--seeds",
                paramLabel = "N",
                defaultValue = "10",
                description = "Held-out clips, and samples drawn (default: ${DEFAULT-VALUE}).")
        private int seeds;

        @Option(
                names = "--windows",
                paramLabel = "N",
                defaultValue = "300",
                description =
                        "Windows that a place is compared with by machines that look at other places, too; 0 leaves "
                                + "those out (default: ${DEFAULT-VALUE}).")
        private int windows;

        @Mixin
        private FrequencyStudies.Outputs outputs;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(spec, "--clips", clips, 2, 100_000);
            StudyOptions.requireWithin(spec, "--seeds", seeds, 1, 1000);
            StudyOptions.requireWithin(spec, "--windows", windows, 0, 1_000_000);
            outputs.check();
            ModelFolder folder = ModelFolder.find(model);
            PyTorch.announce(console);
            try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder.path())) {
                MachineStudy study = new MachineStudy(
                        new MachineStudy.Spec(data, clips, seeds, windows, outputs.seed()),
                        generator,
                        console::progress);
                MachineReport found = study.run();
                outputs.tell(found.table(), found, found.csv(), file -> SpectrumCharts.draw(found, file));
            }
            return 0;
        }
    }

    /** {@code phasewright study memory}: when a network begins to repeat what it learned from. */
    @Command(
            name = "memory",
            description = {
                "See when networks begin to repeat what they learned from.",
                "",
                "--part share: small networks learn from few clips and are looked at on their way; of the samples those "
                        + "are memorized whose nearest training clip is less than a third as far as the second nearest, "
                        + "in the distance that is deaf to a shift, a level and a mild filter. The picture has the share "
                        + "over updates and numbers of clips. With --judge it also tells how far samples are from "
                        + "recordings that were not learned from, and what the model is worth that train would keep.",
                "--part halves: two networks learn from clips that have none in common, or not even a speaker, and "
                        + "sample from the same noise: do they agree, or does each repeat its own clips?",
                "--part levels: the noise level at which a class is decided and the one at which a single training "
                        + "clip is, as the spectrum predicts them and as the ideal machine does it. Nothing is trained.",
                "",
                "Ctrl-C stops; the same command goes on from there. The part share takes some 45 minutes.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study memory digits --plot memory.png",
                "  phasewright study memory digits --clips 100,300,1000 --judge judge-digits-speakers --out small",
                "  phasewright study memory digits --clips 30,100 --widths 32,64 --steps 2000 --out small",
                "  phasewright study memory digits --part halves --clips 100,1000",
                "  phasewright study memory digits --part levels --clips 100,300,1000,3000"
            })
    static final class Memory implements Callable<Integer> {
        private static final int MOST_CLIPS = 100_000;

        @Parameters(paramLabel = "DIR", description = "A folder of recordings, perhaps divided as a corpus is.")
        private Path data;

        @Option(
                names = "--part",
                paramLabel = "NAME",
                defaultValue = "share",
                description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        private Part part;

        @Option(
                names = "--clips",
                paramLabel = "N",
                split = ",",
                defaultValue = "10,30,100",
                description = "Numbers of clips that are learned from (default: ${DEFAULT-VALUE}).")
        private List<Integer> clips;

        @Option(
                names = "--widths",
                paramLabel = "N",
                split = ",",
                defaultValue = "192",
                description = "Widths of the networks (default: ${DEFAULT-VALUE}).")
        private List<Integer> widths;

        @Option(
                names = "--depth",
                paramLabel = "N",
                defaultValue = "2",
                description = "Their blocks (default: ${DEFAULT-VALUE}).")
        private int depth;

        @Option(
                names = "--steps",
                paramLabel = "N",
                defaultValue = "3000",
                description = "Updates of each (default: ${DEFAULT-VALUE}).")
        private int updates;

        @Option(
                names = "--batch",
                paramLabel = "N",
                defaultValue = "16",
                description = "Clips an update (default: ${DEFAULT-VALUE}).")
        private int batch;

        @Option(
                names = "--looks",
                paramLabel = "N",
                defaultValue = "10",
                description = "Looks at each network, evenly spread (default: ${DEFAULT-VALUE}).")
        private int looks;

        @Option(
                names = "--samples",
                paramLabel = "N",
                defaultValue = "96",
                description = "Samples at each look, or of each pair of networks (default: ${DEFAULT-VALUE}).")
        private int samples;

        @Option(
                names = "--judge",
                paramLabel = "NAME|DIR",
                description = "Part share: in whose space to tell how far samples are from recordings that were not "
                        + "learned from, such as judge-digits-speakers (default: that is not told).")
        private @Nullable String judgeName;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                defaultValue = "memory-study",
                description = "Where trainings are kept, to be gone on with (default: ${DEFAULT-VALUE}).")
        private Path out;

        @Mixin
        private FrequencyStudies.Outputs outputs;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        /** What can be asked for. */
        enum Part {
            SHARE,
            HALVES,
            LEVELS;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public Integer call() throws IOException {
            for (int count : clips) {
                StudyOptions.requireWithin(spec, "--clips", count, 2, MOST_CLIPS);
            }
            for (int width : widths) {
                StudyOptions.requireWithin(spec, "--widths", width, 2, 1024);
            }
            StudyOptions.requireWithin(spec, "--depth", depth, 1, 32);
            StudyOptions.requireWithin(spec, "--steps", updates, 1, 1_000_000);
            StudyOptions.requireWithin(spec, "--batch", batch, 1, 1024);
            StudyOptions.requireWithin(spec, "--looks", looks, 1, 1000);
            StudyOptions.requireWithin(spec, "--samples", samples, 2, 10_000);
            outputs.check();
            String told = judgeName == null ? "" : judgeName;
            Path judgeFolder = judgeName == null ? null : ModelPath.find(judgeName);
            MemoryStudy.Spec asked =
                    new MemoryStudy.Spec(data.toString(), told, depth, updates, batch, looks, samples, outputs.seed());
            PyTorch.announce(console);
            try (Interruption interruption = new Interruption();
                    Judge judge = judgeFolder == null ? null : Judge.load(judgeFolder)) {
                switch (part) {
                    case SHARE -> {
                        MemoryReport found = new MemoryStudy(
                                        asked, out, judge, console::progress, interruption::requested)
                                .run(clips, widths);
                        outputs.tell(found.table(), found, found.csv(), file -> MemoryCharts.draw(found, file));
                    }
                    case HALVES -> {
                        HalvesStudy.Report found = new HalvesStudy(
                                        asked, out, console::progress, interruption::requested)
                                .run(clips, widths);
                        outputs.tell(found.table(), found, found.csv(), file -> MemoryCharts.draw(found, file));
                    }
                    case LEVELS -> {
                        CollapseStudy.Report found =
                                new CollapseStudy(data, samples, outputs.seed(), console::progress).run(clips);
                        outputs.tell(found.table(), found, found.csv(), file -> MemoryCharts.draw(found, file));
                    }
                }
            }
            return 0;
        }
    }
}
