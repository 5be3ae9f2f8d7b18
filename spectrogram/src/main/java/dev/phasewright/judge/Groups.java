package dev.phasewright.judge;

import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which clips of a set belong together: those of one speaker, or of one recording. Ten clips of one voice are not ten
 * witnesses, so it is groups, not clips, that are drawn anew where chance is to be judged (the bootstrap of clusters;
 * Efron 1979, Davison &amp; Hinkley 1997). Immutable.
 */
public final class Groups {
    private static final int REPLICATES = 400;

    private final List<String> names;
    private final int clips;
    private final int[][] members;

    private Groups(List<String> names, int clips, int[][] members) {
        this.names = names;
        this.clips = clips;
        this.members = members;
    }

    /** Each clip by itself: of generated clips, and where it is not known who speaks. */
    public static Groups each(int clips) {
        return of(IntStream.range(0, clips).mapToObj(i -> "clip " + i).toList());
    }

    /** Clips of equal labels together, the groups in the order in which they first occur. */
    public static Groups of(List<String> labels) {
        Map<String, IntStream.Builder> byLabel = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            byLabel.computeIfAbsent(labels.get(i), label -> IntStream.builder()).add(i);
        }
        return new Groups(
                List.copyOf(byLabel.keySet()),
                labels.size(),
                byLabel.values().stream().map(b -> b.build().toArray()).toArray(int[][]::new));
    }

    /** The number of clips. */
    public int clips() {
        return clips;
    }

    /** The number of groups. */
    public int count() {
        return members.length;
    }

    /** The label of a group. */
    public String name(int group) {
        return names.get(group);
    }

    /** The clips of a group; a copy. */
    public int[] members(int group) {
        return members[group].clone();
    }

    /** The group of each clip. */
    public int[] labels() {
        int[] labels = new int[clips];
        for (int g = 0; g < members.length; g++) {
            for (int clip : members[g]) {
                labels[clip] = g;
            }
        }
        return labels;
    }

    /**
     * The clips in two parts, each group as a whole in one of them: about as many clips in the one as in the other.
     *
     * @param seed of which groups are together
     */
    public List<int[]> halves(long seed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, count()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        List<IntStream.Builder> parts = List.of(IntStream.builder(), IntStream.builder());
        int[] sizes = new int[parts.size()];
        for (int group : order) {
            int part = sizes[1] < sizes[0] ? 1 : 0;
            IntStream.of(members[group]).forEach(parts.get(part)::add);
            sizes[part] += members[group].length;
        }
        return parts.stream().map(part -> part.build().sorted().toArray()).toList();
    }

    /** How often each group occurs if as many as there are are drawn with replacement. */
    int[] multiplicities(RandomGenerator random) {
        int[] times = new int[members.length];
        for (int i = 0; i < times.length; i++) {
            times[random.nextInt(times.length)]++;
        }
        return times;
    }

    /** The clips of as many groups as there are, drawn with replacement: those of one drawn twice occur twice. */
    public int[] draw(RandomGenerator random) {
        int[] times = multiplicities(random);
        return IntStream.range(0, times.length)
                .flatMap(g -> IntStream.range(0, times[g]).flatMap(i -> Arrays.stream(members[g])))
                .toArray();
    }

    /**
     * A figure of one set of clips with its interval.
     *
     * @param statistic the figure of some of the clips, each perhaps several times
     * @param seed of the resampling
     */
    public Interval interval(ToDoubleFunction<int[]> statistic, long seed) {
        RandomGenerator random = Seeds.stream(seed, "bootstrap", 0);
        double[] replicates = new double[REPLICATES];
        for (int r = 0; r < replicates.length; r++) {
            replicates[r] = statistic.applyAsDouble(draw(random));
        }
        double estimate = statistic.applyAsDouble(IntStream.range(0, clips).toArray());
        return Interval.of(estimate, replicates, clips, count());
    }

    /**
     * The median of figures with its interval.
     *
     * @param figures one for each clip; NaN of one that has none
     * @param seed of the resampling
     * @return nothing if fewer than half of the clips have a figure
     */
    public Optional<Interval> median(double[] figures, long seed) {
        if (2 * Arrays.stream(figures).filter(Double::isNaN).count() > figures.length) {
            return Optional.empty();
        }
        return Optional.of(interval(some -> median(figures, some), seed));
    }

    /** Of clips that have a figure; 0 if, by chance, none of those drawn has. */
    private static double median(double[] figures, int[] some) {
        double[] sorted = IntStream.of(some)
                .mapToDouble(i -> figures[i])
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        return sorted.length == 0 ? 0 : (sorted[half] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
