package dev.phasewright.cli.train;

import ai.djl.ndarray.types.DataType;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Pitches;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Variation;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.distill.Distillation;
import dev.phasewright.diffusion.distill.DistillationMethod;
import dev.phasewright.diffusion.distill.DistillationPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.generator.LevelChoice;
import dev.phasewright.evaluation.sliver.StepChoice;
import dev.phasewright.evaluation.training.SamplePictures;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelPath;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright distill}: a generator that takes one, two or four steps from one that takes dozens. */
@Command(
        name = "distill",
        description = {
            "Teach a copy of a generator to do in a few steps what it does in dozens.",
            "",
            "The student is of the teacher's size, has the teacher's guidance in its weights, and is sampled in the "
                    + "steps it was taught unless --steps says otherwise. The recordings are of the teacher's classes, but "
                    + "need not be of all, nor many: most of what it learns from the teacher makes out of noise. Ctrl-C "
                    + "saves a checkpoint and stops; --resume goes on from it, exactly.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright distill digits --data digits --out my-fast --steps 2 --choose-by judge-digits",
            "  phasewright distill digits --data digits --out my-fast --steps 2 --resume",
            "  phasewright distill my-voice --data my-recordings --out fast --steps auto --choose-by judge-digits-speakers",
            "  phasewright generate --model my-fast seven"
        })
public final class DistillCommand implements Callable<Integer> {
    private static final int MOST_TEACHER_STEPS = 1000;
    private static final int USUAL_TEACHER_STEPS = 12;
    private static final String AUTO = "auto";
    private static final long WARMUP = 100;
    private static final double EMA_DECAY = 0.998;

    @Parameters(paramLabel = "TEACHER", description = "The generator: a name or a folder.")
    private String teacher;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--steps",
            paramLabel = "N|auto",
            defaultValue = "2",
            description =
                    "Steps the student is to take: 1, 2 or 4; or auto, which teaches it eight and chooses the fewest of 1, 2, "
                            + "4 and 8 that are within 5 %% of its teacher, by --choose-by (default: ${DEFAULT-VALUE}).")
    private String steps;

    @Option(
            names = "--levels",
            paramLabel = "S",
            split = ",",
            description = "The noise levels it steps from, as 80,2, instead of the usual ones for --steps.")
    private List<Double> chosenLevels;

    @Option(
            names = "--choose-by",
            paramLabel = "NAME|DIR",
            description =
                    "A judge by which, when all is learned, the noise level of the second of two steps is chosen on "
                            + "clips that were held out, or the number of steps on samples of the teacher, and stored in the "
                            + "model.")
    private String chooseBy;

    @Option(
            names = "--from",
            paramLabel = "NAME|DIR",
            description = "An earlier student to go on with, instead of beginning with the teacher's weights.")
    private String from;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "trajectories",
            description = "How it is taught: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DistillationMethod method;

    @Option(
            names = "--teacher-steps",
            paramLabel = "N",
            description = "Steps of the teacher (default: 12; with --steps auto 16).")
    private @Nullable Integer teacherSteps;

    @Option(
            names = "--updates",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Updates in all (default: ${DEFAULT-VALUE}).")
    private long updates;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.0003",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        DistilledLevels levels = levels();
        int taughtBy = teacherSteps(levels.levels().size());
        if (chooseBy != null && levels.levels().size() != 2 && !choosesSteps()) {
            throw wrong(new IllegalArgumentException("--choose-by is of students of 2 --steps or auto, not " + steps));
        }
        if (chooseBy == null && choosesSteps()) {
            throw wrong(new IllegalArgumentException("--steps auto wants a judge that chooses them, by --choose-by"));
        }
        Path judge = chooseBy == null ? null : ModelPath.find(chooseBy);
        TrainingPlan plan = options.plan(updates, learningRate)
                .withWarmup(Math.min(WARMUP, updates / 10))
                .withEma(EMA_DECAY);
        Path folder = ModelPath.find(teacher);
        GeneratorSpec taught = Distillation.requireTeacher(folder);
        DistillationPlan distilling = new DistillationPlan(
                folder, from == null ? folder : ModelPath.find(from), levels, method, method.teaching(taughtBy));
        TrainingSession<LogMelDataset> session = new TrainingSession<>(options, plan, console);
        requireClasses(session.classes(), taught.classes());
        Pitches.require(
                options.data().get(0),
                session.pitches(),
                teacher,
                taught.network().pitches());
        SamplePictures pictures = new SamplePictures(
                options.out().resolve("samples.png"), options.seed(), line -> console.say("%s", line));
        TrainingRun.Outcome outcome = session.run(
                (recordings, workspace, strict, observer) -> LogMelDataset.read(
                        recordings.within(taught.classes()),
                        new LogMelDataset.Content(
                                taught.features(), Knob.measures(taught.knobs()), Variation.Copies.NONE),
                        workspace,
                        strict,
                        observer),
                (data, manager) ->
                        subject(new Distillation(distilling, data.train(), plan, pictures, manager), taught, taughtBy));
        if (judge != null && outcome.finished()) {
            if (choosesSteps()) {
                chooseSteps(judge, folder, distilling.teaching());
            } else {
                chooseLevel(judge, session.heldOut());
            }
        }
        return 0;
    }

    private boolean choosesSteps() {
        return steps.equals(AUTO);
    }

    /** Stores the steps that were chosen in the model. */
    private void chooseSteps(Path judgeFolder, Path teaching, SamplingPlan plan) throws IOException {
        StepChoice choice;
        GeneratorSpec student;
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(options.out());
                MagnitudeGenerator other = MagnitudeGenerator.load(teaching);
                Judge judge = Judge.load(judgeFolder)) {
            student = generator.spec();
            JudgeClasses.requireFeatures(judge, chooseBy, "the student", student.features(), "");
            choice = StepChoice.of(other, plan, generator, judge, options.seed(), console::progress);
        }
        console.say("%s", choice.line());
        keep(student, choice.levels(), "chosen steps", choice.line() + ", by " + chooseBy);
    }

    /** Stores the best level in the model. */
    private void chooseLevel(Path judgeFolder, Recordings heldOut) throws IOException {
        Path out = options.out();
        LevelChoice choice;
        GeneratorSpec student;
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(out);
                Judge judge = Judge.load(judgeFolder)) {
            student = generator.spec();
            choice = LevelChoice.of(generator, judge, chooseBy, heldOut, options.seed(), console::progress);
        }
        double level = choice.levels().levels().get(1);
        choice.distances()
                .forEach((tried, distance) ->
                        console.say("second step from %.0f: Fréchet distance %.3f", tried, distance));
        keep(
                student,
                choice.levels(),
                "second level",
                String.format(Locale.ROOT, "%s, chosen by %s on %d held-out clips", level, chooseBy, choice.clips()));
    }

    private void keep(GeneratorSpec student, DistilledLevels levels, String what, String told) throws IOException {
        Map<String, String> origin = new LinkedHashMap<>(student.origin());
        origin.put(what, told);
        Path out = options.out();
        Checkpoint.write(out, student.withOrigin(origin).withDistilled(levels), Checkpoint.read(out), DataType.FLOAT16);
    }

    private void requireClasses(List<String> found, List<String> known) throws IOException {
        List<String> unknown = found.stream().filter(c -> !known.contains(c)).toList();
        if (!unknown.isEmpty() || found.isEmpty() != known.isEmpty()) {
            throw new IOException(options.data().get(0) + ": has the classes " + found + ", but " + teacher + " knows "
                    + known + "; give recordings of the teacher's, in sub-folders of these names");
        }
        List<String> missing = known.stream().filter(c -> !found.contains(c)).toList();
        if (method == DistillationMethod.CONSISTENCY && !missing.isEmpty()) {
            throw new IOException(options.data().get(0) + ": has nothing of " + String.join(", ", missing)
                    + ", which consistency cannot teach without; add it, or choose --method trajectories");
        }
    }

    private DistilledLevels levels() {
        try {
            if (choosesSteps()) {
                if (chosenLevels != null) {
                    throw new IllegalArgumentException("--levels are those of a number of --steps, not of " + AUTO);
                }
                return StepChoice.taught();
            }
            DistilledLevels chosen =
                    chosenLevels == null ? DistilledLevels.standard(number()) : new DistilledLevels(chosenLevels);
            if (chosen.levels().size() != number()) {
                throw new IllegalArgumentException(
                        "--levels names " + chosenLevels.size() + " noise levels for --steps " + steps);
            }
            return chosen;
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private int number() {
        try {
            return Integer.parseInt(steps);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--steps must be 1, 2, 4 or auto, not " + steps, e);
        }
    }

    private int teacherSteps(int least) {
        int taughtBy = teacherSteps == null ? Math.max(USUAL_TEACHER_STEPS, 2 * least) : teacherSteps;
        if (taughtBy < 2 * least || taughtBy > MOST_TEACHER_STEPS) {
            throw wrong(new IllegalArgumentException(
                    "--teacher-steps must be from " + 2 * least + " to " + MOST_TEACHER_STEPS + ", not " + taughtBy));
        }
        return taughtBy;
    }

    private ParameterException wrong(IllegalArgumentException e) {
        return new ParameterException(spec.commandLine(), e.getMessage(), e);
    }

    private Subject subject(Distillation distillation, GeneratorSpec taught, int taughtBy) {
        Map<String, String> lineage = new LinkedHashMap<>(
                Subject.lineage("teacher", teacher + ", " + taughtBy + " steps, " + method, taught));
        if (from != null) {
            lineage.put("from", from);
        }
        return new Subject(distillation, distillation.flopsPerClip(), lineage, distillation::describe);
    }
}
