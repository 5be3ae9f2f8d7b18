package dev.phasewright.theory.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places along an axis around which a window reaches equally far: the many in the middle, or one near an edge.
 *
 * @param from the first place
 * @param count how many
 * @param before how far the window reaches before each
 * @param after how far behind
 */
record Zone(int from, int count, int before, int after) {
    /** All zones of an axis of {@code n} places. */
    static List<Zone> along(int n, int reach) {
        List<Zone> zones = new ArrayList<>();
        for (int place = 0; place < n; place++) {
            int before = Math.min(place, reach);
            int after = Math.min(n - 1 - place, reach);
            boolean whole = before == reach && after == reach;
            int count = whole ? n - 2 * reach : 1;
            zones.add(new Zone(place, count, before, after));
            place += count - 1;
        }
        return zones;
    }

    /** How many places the window has. */
    int size() {
        return before + 1 + after;
    }

    /** Its places by themselves. */
    List<Zone> each() {
        return IntStream.range(from, from + count)
                .mapToObj(place -> new Zone(place, 1, before, after))
                .toList();
    }
}
