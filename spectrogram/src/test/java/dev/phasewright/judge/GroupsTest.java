package dev.phasewright.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
    @Test
    void equalLabelsAreOneGroup() {
        Groups groups = Groups.of(List.of("b", "a", "b"));
        assertEquals(2, groups.count());
        assertArrayEquals(new int[] {0, 2}, groups.members(0));
        assertArrayEquals(new int[] {0, 1, 0}, groups.labels());
        assertEquals(3, Groups.each(3).count());
    }

    @Test
    void groupsAreDrawnAsAWhole() {
        Groups groups = Groups.of(List.of("b", "a", "b", "c"));
        for (int seed = 0; seed < 20; seed++) {
            int[] drawn = groups.draw(new Random(seed));
            assertEquals(count(drawn, 0), count(drawn, 2));
            assertEquals(3, count(drawn, 0) + count(drawn, 1) + count(drawn, 3));
        }
    }

    /** The mean of n deviates has a 95 % interval of ±1.96/√n; where ten at a time are the same, n is the number of tens. */
    @Test
    void tenCopiesOfAClipAreOneWitness() {
        Random random = new Random(1);
        double[] values = new double[100];
        Arrays.setAll(values, i -> random.nextGaussian());
        Interval each = Groups.each(100).interval(clips -> mean(values, clips), 1);
        double[] copies =
                IntStream.range(0, 1000).mapToDouble(i -> values[i / 10]).toArray();
        Groups tens =
                Groups.of(IntStream.range(0, 1000).mapToObj(i -> "" + i / 10).toList());
        Interval grouped = tens.interval(clips -> mean(copies, clips), 1);
        assertEquals(each.estimate(), grouped.estimate(), 1e-12);
        assertEquals(2 * 1.96 / 10, each.high() - each.low(), 0.08);
        assertEquals(each.high() - each.low(), grouped.high() - grouped.low(), 1e-9);
        assertEquals(100, grouped.groups());
        assertEquals(1000, grouped.clips());
        assertTrue(each.overlaps(grouped));
        assertEquals(2 * each.low(), each.times(2).low());
    }

    @Test
    void halvesHaveAboutAsManyClipsAndNoGroupInBoth() {
        Groups groups = Groups.of(
                IntStream.range(0, 200).mapToObj(i -> "" + i * i / 2000).toList());
        List<int[]> halves = groups.halves(3);
        assertEquals(200, halves.get(0).length + halves.get(1).length);
        assertEquals(100, halves.get(0).length, 25);
        int[] labels = groups.labels();
        Set<Integer> first =
                IntStream.of(halves.get(0)).mapToObj(i -> labels[i]).collect(Collectors.toSet());
        assertTrue(IntStream.of(halves.get(1)).noneMatch(i -> first.contains(labels[i])));
    }

    private static long count(int[] clips, int clip) {
        return IntStream.of(clips).filter(i -> i == clip).count();
    }

    private static double mean(double[] values, int[] clips) {
        return IntStream.of(clips).mapToDouble(i -> values[i]).average().orElseThrow();
    }
}
