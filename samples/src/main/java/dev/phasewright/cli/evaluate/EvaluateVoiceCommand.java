package dev.phasewright.cli.evaluate;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.VoiceReport;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.Neighbours;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.judge.VoiceSpace;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright evaluate voice}: whether a fine-tuned generator speaks with the voice it was to learn. */
@Command(
        name = "voice",
        description = {
            "Measure whether a generator has the voice it was fine-tuned to.",
            "",
            "Each generated clip is compared with as many clips of that voice, held out from fine-tuning, as of other "
                    + "voices: of the test speakers of a corpus whose manifest tells who speaks. By which features is "
                    + "found from the corpus's training speakers; how often real clips are nearest to their own voice "
                    + "stands beside. Words are judged by the judge of \"evaluate\".",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus digits --out held --size 100 --seed 2 --speaker en-us-linda",
            "  phasewright evaluate voice linda-digits --like held --learned linda --data digits"
        })
final class EvaluateVoiceCommand implements Callable<Integer> {
    /** Clips of a voice that others are compared with. */
    private static final int REFERENCES = 20;
    /** Clips of the corpus that the space of voices is found from. */
    private static final int KNOWN = 5000;

    private static final int FEWEST = 4;

    @Parameters(paramLabel = "MODEL", description = "The generator: a name or a folder.")
    private String model;

    @Option(
            names = "--like",
            paramLabel = "DIR",
            required = true,
            description = "Recordings of the voice that the generator has not learned from.")
    private Path like;

    @Option(
            names = "--learned",
            paramLabel = "DIR",
            description = "The recordings it has learned from, to look for copies of them.")
    private Path learned;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            split = ",",
            description = "The classes that should have the voice (default: all).")
    private List<String> classes;

    @Option(
            names = "--data",
            paramLabel = "CORPUS",
            defaultValue = "digits",
            description = "A corpus of other voices with folders train and test (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--speaker-columns",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "accent,variant",
            description = "The columns of its manifest.csv that say who speaks (default: ${DEFAULT-VALUE}).")
    private List<String> columns;

    @Option(
            names = "--others",
            paramLabel = "N",
            defaultValue = "10",
            description = "Other voices (default: ${DEFAULT-VALUE}).")
    private int others;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "200",
            description = "Clips to generate (default: ${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private SamplingOptions sampling;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--judge",
            paramLabel = "NAME|DIR",
            defaultValue = "judge-digits",
            description = "The judge of words (default: ${DEFAULT-VALUE}).")
    private String judgeName;

    @Option(names = "--json", paramLabel = "FILE", description = "Keep all figures as JSON, too.")
    private Path json;

    @Option(names = "--force", description = "Replace FILE.")
    private boolean force;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    /** The voices that clips are compared with: as many clips of each, that of interest first. */
    private record Line(
            String voice, List<String> others, List<Recordings.Item> references, List<Recordings.Item> held) {}

    @Override
    public Integer call() throws IOException {
        if (count < 1 || others < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--count and --others must be positive, not " + count + " and " + others);
        }
        sampling.check();
        if (json != null) {
            OutputOptions.check(json, force);
        }
        ModelFolder folder = ModelFolder.find(model);
        SamplingPlan plan = sampling.plan(GeneratorSpec.of(folder).plan());
        Path judgeFolder = ModelPath.find(judgeName);
        Line line = line(Recordings.in(like));
        Recordings known = speakers("train");
        PyTorch.announce(console);
        VoiceReport report;
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder, sampling.precision());
                Judge judge = Judge.load(judgeFolder)) {
            report = evaluate(generator, judge, plan, line, known);
        }
        console.out().print(report.table());
        console.out().flush();
        if (json != null) {
            Checkpoint.writeJson(json, report);
        }
        return 0;
    }

    private Recordings speakers(String part) throws IOException {
        Path folder = data.resolve(part);
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": no such folder; give a corpus with folders train and test by --data");
        }
        Recordings told = Recordings.in(folder).by(data, columns);
        if (told.items().isEmpty()) {
            throw new IOException(data + ": no manifest.csv with the columns path, " + String.join(", ", columns)
                    + " tells who speaks; name its columns by --speaker-columns");
        }
        return told;
    }

    private Line line(Recordings voice) throws IOException {
        if (voice.items().size() < FEWEST) {
            throw new IOException(
                    like + ": has " + voice.items().size() + " sound files; give " + FEWEST + " at least");
        }
        List<String> itself = voice.by(like, columns).classes();
        List<Recordings.Item> own = new ArrayList<>(voice.items());
        Random random = new Random(seed);
        Collections.shuffle(own, random);
        int size = Math.min(REFERENCES, own.size() / 2);
        Recordings test = speakers("test");
        Map<String, List<Recordings.Item>> byName = new LinkedHashMap<>();
        for (Recordings.Item item : test.items()) {
            byName.computeIfAbsent(test.classes().get(item.classIndex()), name -> new ArrayList<>())
                    .add(item);
        }
        List<String> names = new ArrayList<>(byName.keySet().stream()
                .filter(name -> !itself.contains(name) && byName.get(name).size() >= size)
                .sorted()
                .toList());
        if (names.size() < others) {
            throw new IOException(data.resolve("test") + ": has " + names.size() + " other voices with " + size
                    + " clips, not " + others + "; give --others " + names.size() + " at most, or a larger corpus");
        }
        Collections.shuffle(names, random);
        List<String> chosen = names.subList(0, others).stream().sorted().toList();
        List<Recordings.Item> references = new ArrayList<>(own.subList(0, size));
        chosen.forEach(name -> references.addAll(byName.get(name).subList(0, size)));
        String name = itself.size() == 1 ? itself.get(0) : like.toString();
        return new Line(name, chosen, references, own.subList(size, own.size()));
    }

    private VoiceReport evaluate(
            MagnitudeGenerator generator, Judge judge, SamplingPlan plan, Line line, Recordings known)
            throws IOException {
        MelSpec features = generator.spec().features();
        if (!features.equals(judge.spec().features())) {
            throw new IOException(judgeName + ": looks at " + judge.spec().features() + ", but " + model + " generates "
                    + features + "; choose another judge by --judge");
        }
        VoiceSpace space = space(known, features);
        List<LogMel> references = read("reading references", line.references, features);
        List<LogMel> held = read("reading held-out clips", line.held, features);
        int own = references.size() / (line.others.size() + 1);
        Verdicts referenceVerdicts = judge.verdicts(references);
        Evaluator evaluator = new Evaluator(generator, asked(generator), count, seed);
        List<LogMel> generated = evaluator.generate(plan);
        Function<List<LogMel>, Double> byVoice = clips -> nearest(places(space, clips), places(space, references), own);
        List<VoiceReport.Row> rows = new ArrayList<>();
        Verdicts verdicts = judge.verdicts(generated);
        rows.add(new VoiceReport.Row(
                "generated",
                generated.size(),
                byVoice.apply(generated),
                nearest(verdicts.features(), referenceVerdicts.features(), own),
                accuracy(verdicts, names(evaluator, generator), judge)));
        Verdicts heldVerdicts = judge.verdicts(held);
        List<String> words = line.held.stream()
                .map(item ->
                        item.file().toAbsolutePath().getParent().getFileName().toString())
                .toList();
        rows.add(new VoiceReport.Row(
                "held out (real)",
                held.size(),
                byVoice.apply(held),
                nearest(heldVerdicts.features(), referenceVerdicts.features(), own),
                accuracy(heldVerdicts, words, judge)));
        if (classes != null) {
            rows.addAll(rest(generator, judge, plan));
        }
        Recordings from =
                learned == null ? null : TrainingSplit.in(learned, seed).train();
        Closeness closeness = from == null ? null : evaluator.closeness(generated, held, from);
        return new VoiceReport(
                model,
                sampling.describe(plan),
                seed,
                line.voice,
                line.others,
                own,
                1.0 / (line.others.size() + 1),
                rows,
                from == null ? null : from.items().size(),
                closeness);
    }

    /** The other classes, of which only the words are judged. */
    private List<VoiceReport.Row> rest(MagnitudeGenerator generator, Judge judge, SamplingPlan plan) {
        List<Integer> kept = IntStream.range(0, generator.spec().classes().size())
                .filter(c -> !classes.contains(generator.spec().classes().get(c)))
                .boxed()
                .toList();
        if (kept.isEmpty()) {
            return List.of();
        }
        Evaluator evaluator = new Evaluator(generator, kept, count, seed);
        Verdicts verdicts = judge.verdicts(evaluator.generate(plan));
        return List.of(new VoiceReport.Row(
                "generated, other classes", count, null, null, accuracy(verdicts, names(evaluator, generator), judge)));
    }

    private List<Integer> asked(MagnitudeGenerator generator) {
        List<String> all = generator.spec().classes();
        List<String> names = classes == null ? all : classes;
        return all.isEmpty() && classes == null
                ? List.of(-1)
                : names.stream().map(generator::classIndex).toList();
    }

    private static List<String> names(Evaluator evaluator, MagnitudeGenerator generator) {
        List<String> all = generator.spec().classes();
        return IntStream.of(evaluator.asked().toArray())
                .mapToObj(c -> c < 0 ? "" : all.get(c))
                .toList();
    }

    private VoiceSpace space(Recordings known, MelSpec features) {
        List<Recordings.Item> all = known.items();
        int taken = Math.min(KNOWN, all.size());
        List<Recordings.Item> some = IntStream.range(0, taken)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / taken)))
                .toList();
        // Counted anew, since some voices may have been passed over.
        List<Integer> voices =
                some.stream().map(Recordings.Item::classIndex).distinct().toList();
        try (Progress bar = console.progress("learning voices", taken, "clips")) {
            return VoiceSpace.of(
                    new RecordedClips(some, features, bar),
                    some.stream()
                            .mapToInt(item -> voices.indexOf(item.classIndex()))
                            .toArray());
        }
    }

    private List<LogMel> read(String task, List<Recordings.Item> items, MelSpec features) {
        try (Progress bar = console.progress(task, items.size(), "clips")) {
            return new RecordedClips(items, features, bar).toList();
        }
    }

    private static float[][] places(VoiceSpace space, List<LogMel> clips) {
        return clips.stream().map(space::place).toArray(float[][]::new);
    }

    /** The share of clips whose nearest reference is one of the first ones. */
    private static double nearest(float[][] clips, float[][] references, int first) {
        Neighbours neighbours = Memorization.nearest(clips, references);
        return IntStream.range(0, clips.length)
                        .filter(i -> neighbours.index(i) < first)
                        .count()
                / (double) clips.length;
    }

    /** Of those whose word the judge knows; null if there are none. */
    private static Double accuracy(Verdicts verdicts, List<String> words, Judge judge) {
        int known = 0;
        int right = 0;
        for (int i = 0; i < words.size(); i++) {
            int expected = judge.spec().classes().indexOf(words.get(i));
            known += expected >= 0 ? 1 : 0;
            right += expected >= 0 && verdicts.classOf(i) == expected ? 1 : 0;
        }
        return known == 0 ? null : (Double) ((double) right / known);
    }
}
