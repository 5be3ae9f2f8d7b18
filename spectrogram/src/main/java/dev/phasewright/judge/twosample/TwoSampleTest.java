package dev.phasewright.judge.twosample;

import dev.phasewright.judge.FeatureSet;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Interval;
import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How well a classifier tells two sets of clips apart that it has not seen (Lopez-Paz &amp; Oquab 2017): five folds, each
 * asked about by a classifier that learned from the other four, and all of it several times with the folds drawn anew.
 * Clips of one speaker are of one fold, in both sets: what is learned of a speaker is of no use.
 *
 * <p>Of sets of one kind the mean accuracy is 0.5, though mostly it is a little less and seldom much more: each two folds
 * are learned from and asked about in turn, so what they have in common by chance counts twice. That is why the folds'
 * accuracies spread less than their mean does, and the interval is widened by what Nadeau &amp; Bengio ("Inference for the
 * generalization error", 2003) found for it. Of 100 pairs of equal sets, about 95 intervals contain 0.5.
 */
public final class TwoSampleTest {
    /** Parts that are asked about in turn. */
    public static final int FOLDS = 5;

    /** The fewest clips of each set: with fewer, nobody could learn anything. */
    public static final int FEWEST = 50;

    private static final int REPLICATES = 400;

    /** The variance of a mean of folds is 1/k + 1/(k − 1) of one fold's, not 1/k, as if they knew nothing of each other. */
    private static final double WIDENING = Math.sqrt(1 + FOLDS / (FOLDS - 1.0));

    private final Classifier classifier;
    private final int rounds;
    private final long seed;

    /**
     * A test.
     *
     * @param rounds how often folds are drawn, at least 1
     * @param seed of folds, learning and resampling
     */
    public TwoSampleTest(Classifier classifier, int rounds, long seed) {
        this.classifier = classifier;
        this.rounds = rounds;
        this.seed = seed;
    }

    /**
     * The mean of both sets' shares of clips that were taken for what they are, from 0 to 1; 0.5 is what chance gives, and
     * sets of one kind. The interval is by resampling the groups of both sets, widened as told above, between 0 and 1.
     *
     * @param first at least {@value #FEWEST} clips of at least {@value #FOLDS} groups
     * @param second the same, not necessarily as many; a group that has a name of the first set's is the same one
     * @throws IllegalArgumentException if there are fewer
     */
    public Interval accuracy(FeatureSet first, FeatureSet second) {
        check("first", first);
        check("second", second);
        double[] rightOfFirst = new double[first.size()];
        double[] rightOfSecond = new double[second.size()];
        for (int round = 0; round < rounds; round++) {
            Map<String, Integer> folds = folds(first.groups(), second.groups(), Seeds.key(seed, "folds", round));
            for (int fold = 0; fold < FOLDS; fold++) {
                Division a = Division.of(first, folds, fold);
                Division b = Division.of(second, folds, fold);
                double[] found = learn(a, b, Seeds.key(seed, "learning", (long) round * FOLDS + fold));
                for (int i = 0; i < found.length; i++) {
                    if (i < a.asked.size()) {
                        rightOfFirst[a.asked.get(i)] += (found[i] < 0 ? 1.0 : found[i] > 0 ? 0 : 0.5) / rounds;
                    } else {
                        rightOfSecond[b.asked.get(i - a.asked.size())] +=
                                (found[i] > 0 ? 1.0 : found[i] < 0 ? 0 : 0.5) / rounds;
                    }
                }
            }
        }
        return interval(first.groups(), rightOfFirst, second.groups(), rightOfSecond);
    }

    private static void check(String name, FeatureSet set) {
        if (set.size() < FEWEST || set.groups().count() < FOLDS) {
            throw new IllegalArgumentException("the " + name + " set has " + set.size() + " clips of "
                    + set.groups().count() + " groups, at least " + FEWEST + " of " + FOLDS + " are needed");
        }
    }

    private double[] learn(Division a, Division b, long learning) {
        int each = Math.max(a.learned.size(), b.learned.size());
        List<float[]> items = repeated(a.items(a.learned), each);
        items.addAll(repeated(b.items(b.learned), each));
        boolean[] second = new boolean[items.size()];
        for (int i = each; i < second.length; i++) {
            second[i] = true;
        }
        List<float[]> others = new ArrayList<>(a.items(a.asked));
        others.addAll(b.items(b.asked));
        return classifier.learn(items.toArray(new float[0][]), second, others.toArray(new float[0][]), learning);
    }

    /** As many as there are of the larger set, lest it be learned which set that is. */
    private static List<float[]> repeated(List<float[]> items, int size) {
        List<float[]> repeated = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            repeated.add(items.get(i % items.size()));
        }
        return repeated;
    }

    private Interval interval(Groups first, double[] rightOfFirst, Groups second, double[] rightOfSecond) {
        RandomGenerator random = Seeds.stream(seed, "two samples", 0);
        double[] replicates = new double[REPLICATES];
        for (int r = 0; r < replicates.length; r++) {
            replicates[r] = (mean(rightOfFirst, first.draw(random)) + mean(rightOfSecond, second.draw(random))) / 2;
        }
        double estimate = (mean(rightOfFirst, all(first)) + mean(rightOfSecond, all(second))) / 2;
        Interval clips = Interval.of(
                estimate, replicates, Math.min(first.clips(), second.clips()), Math.min(first.count(), second.count()));
        return new Interval(
                estimate,
                Math.max(0, estimate - WIDENING * (estimate - clips.low())),
                Math.min(1, estimate + WIDENING * (clips.high() - estimate)),
                clips.clips(),
                clips.groups());
    }

    private static int[] all(Groups groups) {
        return IntStream.range(0, groups.clips()).toArray();
    }

    private static double mean(double[] right, int[] clips) {
        return IntStream.of(clips).mapToDouble(i -> right[i]).average().orElseThrow();
    }

    /** The fold of each group by name, so that each has about as many clips of either set as any other. */
    private static Map<String, Integer> folds(Groups first, Groups second, long seed) {
        Map<String, Integer> folds = new HashMap<>();
        for (Groups groups : List.of(first, second)) {
            int[] clips = new int[FOLDS];
            for (int g = 0; g < groups.count(); g++) {
                Integer fold = folds.get(groups.name(g));
                if (fold != null) {
                    clips[fold] += groups.members(g).length;
                }
            }
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, groups.count()).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            order.sort(Comparator.comparingInt(g -> -groups.members(g).length));
            for (int g : order) {
                if (!folds.containsKey(groups.name(g))) {
                    int fold = fewest(clips);
                    folds.put(groups.name(g), fold);
                    clips[fold] += groups.members(g).length;
                }
            }
        }
        return folds;
    }

    private static int fewest(int[] clips) {
        int best = 0;
        for (int fold = 1; fold < clips.length; fold++) {
            if (clips[fold] < clips[best]) {
                best = fold;
            }
        }
        return best;
    }

    /** Which clips of a set are learned from, and which are asked about. */
    private record Division(FeatureSet set, List<Integer> learned, List<Integer> asked) {
        static Division of(FeatureSet set, Map<String, Integer> folds, int fold) {
            Division division = new Division(set, new ArrayList<>(), new ArrayList<>());
            int[] labels = set.groups().labels();
            for (int i = 0; i < labels.length; i++) {
                String group = set.groups().name(labels[i]);
                boolean held = Objects.requireNonNull(folds.get(group), group) == fold;
                (held ? division.asked : division.learned).add(i);
            }
            return division;
        }

        List<float[]> items(List<Integer> clips) {
            return clips.stream().map(i -> set.features()[i]).toList();
        }
    }
}
