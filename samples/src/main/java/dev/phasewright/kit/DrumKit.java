package dev.phasewright.kit;

import dev.phasewright.audio.Resampler;
import dev.phasewright.midi.Pad;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kit of drums: of each pad the layers from soft to loud, each of at least one take; the takes of a layer take turns.
 * All sounds have the same rate.
 */
public final class DrumKit {
    private final Map<Pad, List<List<Stroke>>> pads;
    private final int sampleRate;

    /**
     * A kit.
     *
     * @param pads the layers of each pad; at least one pad, each of at least one layer, each of at least one take
     * @throws IllegalArgumentException if something is empty, or the sounds differ in rate
     */
    public DrumKit(Map<Pad, List<List<Stroke>>> pads) {
        this.pads = new EnumMap<>(Pad.class);
        pads.forEach((pad, layers) ->
                this.pads.put(pad, layers.stream().map(List::copyOf).toList()));
        int[] rates = this.pads.values().stream()
                .flatMap(List::stream)
                .flatMap(List::stream)
                .mapToInt(stroke -> stroke.sound().sampleRate())
                .distinct()
                .toArray();
        boolean empty = this.pads.values().stream()
                .anyMatch(layers -> layers.isEmpty() || layers.stream().anyMatch(List::isEmpty));
        if (rates.length != 1 || empty) {
            throw new IllegalArgumentException(
                    rates.length > 1 ? "the sounds of a kit have " + rates.length + " rates" : "a pad has no sound");
        }
        this.sampleRate = rates[0];
    }

    /** The pads it has, with their layers. */
    public Map<Pad, List<List<Stroke>>> pads() {
        return Map.copyOf(pads);
    }

    /** The layers of a pad, or else of another of its kin. */
    public Optional<List<List<Stroke>>> layers(Pad pad) {
        return Optional.ofNullable(pads.get(pad)).or(() -> pads.entrySet().stream()
                .filter(entry -> entry.getKey().kin().equals(pad.kin()))
                .map(Map.Entry::getValue)
                .findFirst());
    }

    /** The same at another rate. */
    public DrumKit at(int rate) {
        if (rate == sampleRate) {
            return this;
        }
        Map<Pad, List<List<Stroke>>> resampled = new EnumMap<>(Pad.class);
        pads.forEach((pad, layers) -> resampled.put(
                pad,
                layers.stream()
                        .map(layer -> layer.stream()
                                .map(stroke -> Stroke.of(Resampler.resample(stroke.sound(), rate)))
                                .toList())
                        .toList()));
        return new DrumKit(resampled);
    }

    /** Samples per second of every sound. */
    public int sampleRate() {
        return sampleRate;
    }
}
