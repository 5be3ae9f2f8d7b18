package dev.phasewright.kit;

import dev.phasewright.midi.Pad;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Strikes the pads of a kit, one stroke after the other. A stroke takes the layer of its velocity, and of that the next
 * take in turn. A layer was struck for velocities up to its own; within it the level follows the velocity, squared.
 */
public final class Drummer {
    private final DrumKit kit;
    private final Map<Pad, Integer> turns = new EnumMap<>(Pad.class);

    /** One who has struck nothing yet. */
    public Drummer(DrumKit kit) {
        this.kit = kit;
    }

    /**
     * What sounds of a stroke.
     *
     * @param stroke the take
     * @param gain of it
     */
    public record Struck(Stroke stroke, double gain) {}

    /**
     * The next stroke.
     *
     * @param velocity how hard, above 0, at most 1
     * @throws IllegalArgumentException if the kit has not the pad
     */
    public Struck strike(Pad pad, double velocity) {
        List<List<Stroke>> layers =
                kit.layers(pad).orElseThrow(() -> new IllegalArgumentException("the kit has no " + pad.label()));
        int layer = (int) Math.ceil(velocity * layers.size()) - 1;
        List<Stroke> takes = layers.get(layer);
        int turn = turns.merge(pad, 1, Integer::sum) - 1;
        return new Struck(takes.get(turn % takes.size()), Math.pow(velocity * layers.size() / (layer + 1), 2));
    }
}
