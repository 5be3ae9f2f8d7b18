package dev.phasewright.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.midi.Pad;
import dev.phasewright.midi.PercussionMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The drum pads of the page that one plays on: a kit whose sounds lie beside the page, or a model that a server draws hits
 * with while one plays.
 *
 * @param model who draws them
 * @param seed what the kit was drawn from; null if each hit has another
 * @param knobs what hits can be asked for by degrees, by the names of the model; none of a kit that lies there
 * @param pads what can be struck, in the order of {@link Pad}
 * @param map the name of the pad that each key of General MIDI's percussion map is played on, if it is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PadSet(String model, Long seed, List<String> knobs, List<Struck> pads, Map<Integer, String> map) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where General MIDI's drums begin, and so do pads that are none. */
    private static final int FIRST_KEY = 36;

    /**
     * A pad.
     *
     * @param name of {@link Pad#label}
     * @param kin the class that it is drawn of
     * @param letter in a pattern
     * @param key as MIDI counts
     * @param hat whether its sound ends where that of another such pad begins
     * @param asked percentiles of knobs that make it what it is
     * @param sounds the names of the scripts of its layers' takes, from soft to loud; null if a server draws them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Struck(
            String name,
            String kin,
            char letter,
            int key,
            boolean hat,
            Map<String, Double> asked,
            List<List<String>> sounds) {
        private static Struck of(Pad pad, Map<String, Double> asked, List<List<String>> sounds) {
            return new Struck(pad.label(), pad.kin(), pad.letter(), pad.midi(), pad.isHat(), asked, sounds);
        }
    }

    /**
     * Pads whose hits a server draws.
     *
     * @param classes what the model knows
     * @param knobs what it can be asked for by degrees
     * @return nothing if it knows no drums
     */
    public static Optional<PadSet> drawn(String model, List<String> classes, List<String> knobs) {
        List<Struck> pads = Pad.among(classes).stream()
                .map(pad -> {
                    Map<String, Double> asked = new TreeMap<>(pad.character());
                    asked.keySet().retainAll(knobs);
                    return Struck.of(pad, asked, null);
                })
                .toList();
        return pads.isEmpty() ? Optional.empty() : Optional.of(new PadSet(model, null, knobs, pads, map(pads)));
    }

    /**
     * Pads of whatever a model knows, whose sounds a server draws; what are drums is so, and in their order.
     *
     * @param classes what the model knows, at least one
     * @param knobs what it can be asked for by degrees
     */
    public static PadSet ofAny(String model, List<String> classes, List<String> knobs) {
        List<Pad> drums = Pad.among(classes);
        if (classes.stream()
                .allMatch(name -> drums.stream().anyMatch(pad -> pad.kin().equals(name)))) {
            return drawn(model, classes, knobs).orElseThrow();
        }
        List<Struck> pads = new ArrayList<>();
        for (String name : classes) {
            pads.add(new Struck(name, name, 'x', FIRST_KEY + pads.size(), false, Map.of(), null));
        }
        return new PadSet(model, null, knobs, pads, Map.of());
    }

    /**
     * A kit that lies beside the page.
     *
     * @param sounds the names of the scripts of each pad's layers' takes, from soft to loud
     */
    public static PadSet rendered(String model, long seed, Map<Pad, List<List<String>>> sounds) {
        List<Struck> pads = new TreeMap<>(sounds)
                .entrySet().stream()
                        .map(pad -> Struck.of(pad.getKey(), Map.of(), pad.getValue()))
                        .toList();
        return new PadSet(model, seed, List.of(), pads, map(pads));
    }

    private static Map<Integer, String> map(List<Struck> pads) {
        Map<Integer, String> map = new TreeMap<>();
        for (int key : PercussionMap.KEYS) {
            PercussionMap.pad(key)
                    .flatMap(pad -> pads.stream()
                            .filter(struck -> struck.name().equals(pad.label()))
                            .findFirst()
                            .or(() -> pads.stream()
                                    .filter(struck -> struck.kin().equals(pad.kin()))
                                    .findFirst()))
                    .ifPresent(struck -> map.put(key, struck.name()));
        }
        return map;
    }

    /** Several, as the page's script reads them. */
    public static String json(List<PadSet> sets) {
        try {
            return JSON.writeValueAsString(sets);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // Words and numbers can be written.
        }
    }
}
