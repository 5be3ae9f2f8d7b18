package dev.phasewright.evaluation;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The parts of an evaluation that make clips, and the search for training clips among them. */
public final class Evaluator {
    public static final int BATCH = MagnitudeGenerator.BATCH;

    /** Training clips that are compared with their fellows, at most. */
    private static final int FELLOWS = 1000;

    private final MagnitudeGenerator generator;
    private final Condition asked;
    private final long[] seeds;
    private final ProgressDisplay display;

    /**
     * An evaluator of so many clips of all classes.
     *
     * @param seed what the clips' own seeds are drawn from
     * @param display shows what takes long
     */
    public Evaluator(MagnitudeGenerator generator, int count, long seed, ProgressDisplay display) {
        this(generator, all(generator.spec().classes().size()), count, seed, display);
    }

    /**
     * An evaluator of so many clips of some classes, one after the other.
     *
     * @param classes their indices
     * @param seed what the clips' own seeds are drawn from
     * @param display shows what takes long
     */
    public Evaluator(
            MagnitudeGenerator generator, List<Integer> classes, int count, long seed, ProgressDisplay display) {
        this(
                generator,
                Condition.of(IntStream.range(0, count)
                        .map(i -> classes.get(i % classes.size()))
                        .toArray()),
                seed,
                display);
    }

    /**
     * An evaluator of clips of which something is asked.
     *
     * @param asked of each clip
     * @param seed what the clips' own seeds are drawn from
     * @param display shows what takes long
     */
    public Evaluator(MagnitudeGenerator generator, Condition asked, long seed, ProgressDisplay display) {
        this.generator = generator;
        this.asked = asked;
        this.seeds = GaussianNoise.itemSeeds(seed, asked.batch());
        this.display = display;
    }

    private static List<Integer> all(int classes) {
        return classes == 0
                ? List.of(Condition.NONE)
                : IntStream.range(0, classes).boxed().toList();
    }

    /** What is asked of each generated clip. */
    public Condition asked() {
        return asked;
    }

    /** Draws the clips. */
    public List<LogMel> generate(SamplingPlan plan) {
        try (ProgressDisplay.Task bar = display.start("generating", (long) seeds.length * plan.steps(), "steps")) {
            return generator.generate(plan, asked, seeds, (done, total) -> bar.at(done));
        }
    }

    /**
     * A clip as it is heard.
     *
     * @param sound the sound itself
     * @param pitch in Hz, if it was sought and found
     */
    public record Heard(Audio sound, OptionalDouble pitch) {
        public static List<Audio> sounds(List<Heard> clips) {
            return clips.stream().map(Heard::sound).toList();
        }

        public static List<OptionalDouble> pitches(List<Heard> clips) {
            return clips.stream().map(Heard::pitch).toList();
        }
    }

    /**
     * Clips as they come back from the vocoder.
     *
     * @param pitched whether their pitch is sought, too
     */
    public List<Heard> throughSound(String task, List<LogMel> clips, Vocoder vocoder, boolean pitched) {
        List<Heard> heard = new ArrayList<>();
        try (ProgressDisplay.Task bar = display.start(task, clips.size(), "clips")) {
            while (heard.size() < clips.size()) {
                int from = heard.size();
                int to = Math.min(clips.size(), from + BATCH);
                List<Audio> sounds = vocoder.synthesize(
                        clips.subList(from, to),
                        IntStream.range(from, to)
                                .mapToObj(i -> Seeds.phase(seeds[i], 0))
                                .toList());
                heard.addAll(IntStream.range(from, to)
                        .parallel()
                        .mapToObj(i -> new Heard(
                                sounds.get(i - from),
                                pitched ? NotePitch.of(sounds.get(i - from)) : OptionalDouble.empty()))
                        .toList());
                bar.at(to);
            }
        }
        return heard;
    }

    /**
     * How near generated and test clips come to the training clips, and some of these to each other.
     *
     * @param train of which there are at least two
     */
    public Closeness closeness(List<LogMel> generated, List<LogMel> test, Recordings train) {
        MelSpec features = generator.spec().features();
        List<Recordings.Item> all = train.items();
        List<Recordings.Item> some = Spread.over(all, FELLOWS);
        List<LogMel> queries = new ArrayList<>(generated);
        queries.addAll(test);
        queries.addAll(RecordedClips.read("reading train", some, features, display));
        NearestClips found;
        try (ProgressDisplay.Task bar = display.start("comparing", all.size(), "clips")) {
            found = Memorization.copies(queries, new RecordedClips(all, features, bar));
        }
        int trained = queries.size() - some.size();
        return Closeness.of(
                found.of(0, generated.size()), found.of(generated.size(), trained), found.of(trained, queries.size()));
    }
}
