package dev.phasewright;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The circles of a graph: its strongly connected components of more than one node (R. Tarjan, 1972). */
final class Circles {
    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> entered = new HashMap<>();
    /** The earliest node that is reached from one and is still open. */
    private final Map<String, Integer> lowest = new HashMap<>();

    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> circles = new ArrayList<>();

    private Circles(Map<String, Set<String>> graph) {
        this.graph = graph;
    }

    /**
     * Finds them.
     *
     * @param graph the nodes that each node leads to
     */
    static List<Set<String>> of(Map<String, Set<String>> graph) {
        Circles search = new Circles(graph);
        for (String node : graph.keySet()) {
            if (!search.entered.containsKey(node)) {
                search.enter(node);
            }
        }
        return search.circles;
    }

    private void enter(String node) {
        int order = entered.size();
        entered.put(node, order);
        lowest.put(node, order);
        open.push(node);
        for (String next : graph.getOrDefault(node, Set.of())) {
            if (!entered.containsKey(next)) {
                enter(next);
                lowest.merge(node, lowest.get(next), Math::min);
            } else if (open.contains(next)) {
                lowest.merge(node, entered.get(next), Math::min);
            }
        }
        if (lowest.get(node) == order) {
            Set<String> component = new TreeSet<>();
            String last;
            do {
                last = open.pop();
                component.add(last);
            } while (!last.equals(node));
            if (component.size() > 1) {
                circles.add(component);
            }
        }
    }
}
