package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Interruption;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.diffusion.distill.Distillation;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.evaluation.sliver.SliverCharts;
import dev.phasewright.evaluation.sliver.SliverReport;
import dev.phasewright.evaluation.sliver.SliverSpec;
import dev.phasewright.evaluation.sliver.SliverStudy;
import dev.phasewright.evaluation.transfer.TransferCharts;
import dev.phasewright.evaluation.transfer.TransferReport;
import dev.phasewright.evaluation.transfer.TransferStudy;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The studies of what students need, and of what beginners bring. */
final class LearningStudies {
    private LearningStudies() {}

    /** {@code phasewright study slivers}: whether a narrower distribution needs fewer steps. */
    @Command(
            name = "slivers",
            description = {
                "See whether students of a narrower part of what a model knows need fewer steps.",
                "",
                "Of one model there are made: all that it knows, one class, the brightest of eight of that class, and the class by "
                        + "one voice. Students of each, taught in two ways, walk in 1, 2, 4 and 8 steps. The table has how far "
                        + "their samples are from their teacher's, as a share of how much those vary, and from how many steps "
                        + "on that is at most 5 %%. The null is a student that knows mean and spectrum alone and takes one step.",
                "",
                "Ctrl-C stops; the same command goes on from there.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study slivers my-model --data digits --class seven --plot slivers.png",
                "  phasewright study slivers my-model --data digits --seeds 1 --updates 20 --out quick"
            })
    static final class Slivers implements Callable<Integer> {
        @Parameters(
                paramLabel = "NAME|DIR",
                description = "The model; one of two or three million weights is quick enough.")
        private String model;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "digits",
                description = "What it learned from (default: ${DEFAULT-VALUE}).")
        private Path data;

        @Option(
                names = "--class",
                paramLabel = "NAME",
                defaultValue = "seven",
                description = "The class that slivers are of (default: ${DEFAULT-VALUE}).")
        private String className;

        @Option(
                names = "--judge",
                paramLabel = "NAME|DIR",
                defaultValue = "judge-digits-speakers",
                description = "Whose features clips are compared by (default: ${DEFAULT-VALUE}).")
        private String judgeName;

        @Option(
                names = "--updates",
                paramLabel = "N",
                defaultValue = "100",
                description = "Updates of each student (default: ${DEFAULT-VALUE}).")
        private int updates;

        @Option(
                names = "--samples",
                paramLabel = "N",
                defaultValue = "128",
                description = "Samples of each set that is compared (default: ${DEFAULT-VALUE}).")
        private int samples;

        @Option(
                names = "--seeds",
                paramLabel = "N",
                defaultValue = "3",
                description = "Students of each kind (default: ${DEFAULT-VALUE}).")
        private int seeds;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                defaultValue = "sliver-study",
                description = "Where trainings are kept, to be gone on with (default: ${DEFAULT-VALUE}).")
        private Path out;

        @Mixin
        private FrequencyStudies.Outputs outputs;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(spec, "--updates", updates, 1, 1_000_000);
            StudyOptions.requireWithin(spec, "--samples", samples, SliverStudy.FEWEST_SAMPLES, 10_000);
            StudyOptions.requireWithin(spec, "--seeds", seeds, 1, 100);
            outputs.check();
            Path folder = ModelPath.find(model);
            GeneratorSpec teacher = Distillation.requireTeacher(folder);
            teacher.classIndex(className);
            Path judgeFolder = ModelPath.find(judgeName);
            PyTorch.announce(console);
            try (Interruption interruption = new Interruption();
                    Judge judge = Judge.load(judgeFolder)) {
                if (!judge.spec().features().equals(teacher.features())) {
                    throw new IOException(judgeName + ": hears other features than " + model + "; name its --judge");
                }
                SliverSpec asked = new SliverSpec(
                        model, data.toString(), className, judgeName, updates, samples, seeds, outputs.seed());
                SliverReport found =
                        new SliverStudy(asked, folder, judge, out, console::progress, interruption::requested).run();
                outputs.tell(found.table(), found, found.csv(), file -> SliverCharts.draw(found, file));
            }
            return 0;
        }
    }

    /** {@code phasewright study transfer}: whether what was learned from one kind of sound helps with another. */
    @Command(
            name = "transfer",
            description = {
                "See whether what was learned from other sounds helps to learn a few clips.",
                "",
                "Small networks begin with nothing, with fields of noise that have the clips' spectrum and nothing else of "
                        + "them, or with other sounds, and then all learn the same few clips. The table has their loss on "
                        + "held-out clips on the way, and the updates until each is as good as the one that began with "
                        + "nothing gets. None is told any class.",
                "",
                "Ctrl-C stops; the same command goes on from there.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study transfer digits --others notes,drums --plot transfer.png",
                "  phasewright study transfer digits --others notes --clips 100 --seeds 1 --out quick"
            })
    static final class Transfer implements Callable<Integer> {
        @Parameters(
                paramLabel = "DIR",
                description = "A folder of recordings to learn, perhaps divided as a corpus is.")
        private Path data;

        @Option(
                names = "--others",
                paramLabel = "DIR",
                split = ",",
                required = true,
                description = "Folders of other sounds to begin with.")
        private List<Path> others;

        @Option(
                names = "--clips",
                paramLabel = "N",
                split = ",",
                defaultValue = "100,1000,10000",
                description = "Numbers of clips that are learned from (default: ${DEFAULT-VALUE}).")
        private List<Integer> clips;

        @Option(
                names = "--before",
                paramLabel = "N",
                defaultValue = "600",
                description = "Updates of each beginning (default: ${DEFAULT-VALUE}).")
        private int before;

        @Option(
                names = "--steps",
                paramLabel = "N",
                defaultValue = "240",
                description = "Updates on the clips (default: ${DEFAULT-VALUE}).")
        private int updates;

        @Option(
                names = "--looks",
                paramLabel = "N",
                defaultValue = "6",
                description = "Looks at the loss on the way (default: ${DEFAULT-VALUE}).")
        private int looks;

        @Option(
                names = "--width",
                paramLabel = "N",
                defaultValue = "192",
                description = "Width of the networks (default: ${DEFAULT-VALUE}).")
        private int width;

        @Option(
                names = "--depth",
                paramLabel = "N",
                defaultValue = "2",
                description = "Their blocks (default: ${DEFAULT-VALUE}).")
        private int depth;

        @Option(
                names = "--batch",
                paramLabel = "N",
                defaultValue = "16",
                description = "Clips an update (default: ${DEFAULT-VALUE}).")
        private int batch;

        @Option(
                names = "--seeds",
                paramLabel = "N",
                defaultValue = "3",
                description = "Trainings of each kind (default: ${DEFAULT-VALUE}).")
        private int seeds;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                defaultValue = "transfer-study",
                description = "Where trainings are kept, to be gone on with (default: ${DEFAULT-VALUE}).")
        private Path out;

        @Mixin
        private FrequencyStudies.Outputs outputs;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            for (int count : clips) {
                StudyOptions.requireWithin(spec, "--clips", count, 2, 1_000_000);
            }
            StudyOptions.requireWithin(spec, "--before", before, 1, 1_000_000);
            StudyOptions.requireWithin(spec, "--steps", updates, 1, 1_000_000);
            StudyOptions.requireWithin(spec, "--looks", looks, 1, 1000);
            StudyOptions.requireWithin(spec, "--width", width, 2, 1024);
            StudyOptions.requireWithin(spec, "--depth", depth, 1, 32);
            StudyOptions.requireWithin(spec, "--batch", batch, 1, 1024);
            StudyOptions.requireWithin(spec, "--seeds", seeds, 1, 100);
            outputs.check();
            TransferStudy.Spec asked = new TransferStudy.Spec(
                    data.toString(),
                    others.stream().map(Path::toString).toList(),
                    clips,
                    before,
                    updates,
                    looks,
                    width,
                    depth,
                    batch,
                    seeds,
                    outputs.seed());
            PyTorch.announce(console);
            try (Interruption interruption = new Interruption()) {
                TransferReport found = new TransferStudy(asked, out, console::progress, interruption::requested).run();
                outputs.tell(found.table(), found, found.csv(), file -> TransferCharts.draw(found, file));
            }
            return 0;
        }
    }
}
