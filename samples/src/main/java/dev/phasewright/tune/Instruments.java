package dev.phasewright.tune;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who plays which channel, as written {@code flute} (all channels but the drums), {@code 1=flute,2=piano} (these
 * channels, and no other) or {@code flute,2=piano} (the flute what the piano does not).
 *
 * @param others who plays the channels that are not named, but for the drums; nobody if it is empty
 * @param channels who plays which of the channels named
 */
public record Instruments(Optional<String> others, Map<Integer, String> channels) {
    /** Nobody plays. */
    public static final Instruments NONE = new Instruments(Optional.empty(), Map.of());

    private static final int CHANNELS = 16;

    /** Copies the map. */
    public Instruments {
        channels = Map.copyOf(channels);
    }

    /**
     * Reads who plays what.
     *
     * @throws IllegalArgumentException if that cannot be understood, a channel is named twice or there is no such channel
     */
    public static Instruments parse(String text) {
        Optional<String> others = Optional.empty();
        Map<Integer, String> channels = new TreeMap<>();
        for (String word : text.split(",", -1)) {
            String[] sides = word.strip().split("=", -1);
            String name = sides[sides.length - 1].strip();
            if (sides.length > 2 || name.isEmpty()) {
                throw new IllegalArgumentException(
                        "\"" + word + "\" names no instrument, such as flute, or one for a channel, such as 2=piano");
            }
            boolean known;
            if (sides.length == 1) {
                known = others.isPresent();
                others = Optional.of(name);
            } else {
                known = channels.put(channel(sides[0].strip()), name) != null;
            }
            if (known) {
                throw new IllegalArgumentException("\"" + text + "\" has two instruments for the same channels");
            }
        }
        return new Instruments(others, channels);
    }

    private static int channel(String text) {
        if (!text.matches("\\d{1,2}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > CHANNELS) {
            throw new IllegalArgumentException("channels are 1 to " + CHANNELS + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    /** Who plays a channel, or nobody. */
    public Optional<String> of(int channel) {
        Optional<String> named = Optional.ofNullable(channels.get(channel));
        return named.isPresent() || channel == Tune.DRUMS ? named : others;
    }

    /** The names of all. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(channels.values());
        others.ifPresent(names::add);
        return names;
    }
}
