package dev.phasewright.evaluation.voice;

import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.generator.Copies;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.Neighbours;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.judge.VoiceSpace;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a fine-tuned generator speaks with the voice it was to learn: each of its clips is compared with as many
 * clips of that voice as of others, in a space of voices and, beside it, by the features of the judge of words.
 */
public final class VoiceEvaluation {
    /** Clips of the corpus that the space of voices is found from, at most. */
    private static final int KNOWN = 5000;

    private final VoiceSpec spec;
    private final VoiceLineup lineup;
    private final ProgressDisplay display;

    /**
     * Chooses the voices; reads no sound yet.
     *
     * @throws IOException naming what there is too little of
     */
    public VoiceEvaluation(VoiceSpec spec, ProgressDisplay display) throws IOException {
        this.spec = spec;
        this.lineup = VoiceLineup.of(spec);
        this.display = display;
    }

    /**
     * What the generator's clips are nearest to, and how often real clips of the voice are.
     *
     * @param plan how clips are drawn
     * @param sampling the same, told to people
     * @throws IOException if the judge looks at other features than the generator makes, recordings cannot be found, or
     *     those that voices are learned from do not differ
     * @throws java.io.UncheckedIOException if a recording cannot be read
     */
    public VoiceReport report(MagnitudeGenerator generator, Judge judge, SamplingPlan plan, String sampling)
            throws IOException {
        MelSpec features = generator.spec().features();
        JudgeClasses.requireFeatures(judge, spec.judge(), spec.model(), features, "");
        VoiceSpace space = space(features);
        List<LogMel> references = RecordedClips.read("reading references", lineup.references(), features, display);
        List<LogMel> held = RecordedClips.read("reading held-out clips", lineup.held(), features, display);
        Nearness nearness = new Nearness(space, judge, references, lineup.each());
        Evaluator evaluator = new Evaluator(generator, asked(generator), spec.count(), spec.seed(), display);
        List<LogMel> generated = evaluator.generate(plan);
        List<VoiceReport.Row> rows = new ArrayList<>();
        rows.add(nearness.row("generated", generated, names(evaluator, generator)));
        List<String> words = lineup.held().stream()
                .map(item ->
                        item.file().toAbsolutePath().getParent().getFileName().toString())
                .toList();
        rows.add(nearness.row("held out (real)", held, words));
        if (spec.classes() != null) {
            rows.addAll(rest(generator, judge, plan));
        }
        Recordings from = spec.learned() == null
                ? null
                : TrainingSplit.in(spec.learned(), spec.seed()).train();
        Closeness closeness = from == null ? null : Copies.search(generated, held, from, features, display);
        return new VoiceReport(
                spec.model(),
                sampling,
                spec.seed(),
                lineup.voice(),
                lineup.others(),
                lineup.each(),
                lineup.chance(),
                rows,
                from == null ? null : from.items().size(),
                closeness);
    }

    /** The other classes, of which only the words are judged. */
    private List<VoiceReport.Row> rest(MagnitudeGenerator generator, Judge judge, SamplingPlan plan) {
        List<Integer> kept = IntStream.range(0, generator.spec().classes().size())
                .filter(c -> !spec.classes().contains(generator.spec().classes().get(c)))
                .boxed()
                .toList();
        if (kept.isEmpty()) {
            return List.of();
        }
        Evaluator evaluator = new Evaluator(generator, kept, spec.count(), spec.seed(), display);
        Verdicts verdicts = judge.verdicts(evaluator.generate(plan));
        return List.of(new VoiceReport.Row(
                "generated, other classes",
                spec.count(),
                null,
                null,
                accuracy(verdicts, names(evaluator, generator), judge)));
    }

    private List<Integer> asked(MagnitudeGenerator generator) {
        List<String> all = generator.spec().classes();
        List<String> names = spec.classes() == null ? all : spec.classes();
        return all.isEmpty() && spec.classes() == null
                ? List.of(-1)
                : names.stream().map(generator::classIndex).toList();
    }

    private static List<String> names(Evaluator evaluator, MagnitudeGenerator generator) {
        List<String> all = generator.spec().classes();
        return IntStream.of(evaluator.asked().toArray())
                .mapToObj(c -> c < 0 ? "" : all.get(c))
                .toList();
    }

    private VoiceSpace space(MelSpec features) throws IOException {
        List<Recordings.Item> some = Spread.over(lineup.known().items(), KNOWN);
        // Counted anew, since some voices may have been passed over.
        List<Integer> voices =
                some.stream().map(Recordings.Item::classIndex).distinct().toList();
        try (ProgressDisplay.Task bar = display.start("learning voices", some.size(), "clips")) {
            return VoiceSpace.of(
                    new RecordedClips(some, features, bar),
                    some.stream()
                            .mapToInt(item -> voices.indexOf(item.classIndex()))
                            .toArray());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    spec.corpus().resolve("train") + ": " + e.getMessage() + "; give a corpus of different clips", e);
        }
    }

    /** Which references clips are nearest to, by place in the space of voices and by the judge: the first are its own. */
    private static final class Nearness {
        private final VoiceSpace space;
        private final Judge judge;
        private final float[][] places;
        private final float[][] features;
        private final int own;

        Nearness(VoiceSpace space, Judge judge, List<LogMel> references, int own) {
            this.space = space;
            this.judge = judge;
            this.places = places(references);
            this.features = judge.verdicts(references).features();
            this.own = own;
        }

        private float[][] places(List<LogMel> clips) {
            return clips.stream().map(space::place).toArray(float[][]::new);
        }

        /** The row of clips that should be these words. */
        VoiceReport.Row row(String name, List<LogMel> clips, List<String> words) {
            Verdicts verdicts = judge.verdicts(clips);
            return new VoiceReport.Row(
                    name,
                    clips.size(),
                    share(places(clips), places),
                    share(verdicts.features(), features),
                    accuracy(verdicts, words, judge));
        }

        private double share(float[][] clips, float[][] references) {
            Neighbours neighbours = Memorization.nearest(clips, references);
            return IntStream.range(0, clips.length)
                            .filter(i -> neighbours.index(i) < own)
                            .count()
                    / (double) clips.length;
        }
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
