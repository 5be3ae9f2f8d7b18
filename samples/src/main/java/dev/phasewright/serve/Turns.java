package dev.phasewright.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Which request of a page is its latest. While a slider moves, a page asks again and again, and wants the last answer only:
 * what still waits for its turn then is dropped.
 */
final class Turns {
    private static final int MOST_PAGES = 256;
    private static final int LONGEST_NAME = 64;

    private final Map<String, Long> latest = new LinkedHashMap<>(16, 0.75f, true);
    private long count;

    /**
     * Notes a request.
     *
     * @param page what the page calls itself; null for none
     * @return whether nothing has been asked for by that page since
     */
    synchronized BooleanSupplier take(String page) {
        if (page == null || page.length() > LONGEST_NAME) {
            return () -> true;
        }
        long mine = ++count;
        latest.put(page, mine);
        if (latest.size() > MOST_PAGES) {
            latest.remove(latest.keySet().iterator().next());
        }
        return () -> isLatest(page, mine);
    }

    private synchronized boolean isLatest(String page, long turn) {
        return latest.getOrDefault(page, turn) == turn;
    }
}
