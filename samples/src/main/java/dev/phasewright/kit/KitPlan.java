package dev.phasewright.kit;

import dev.phasewright.data.KnobScale;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.midi.Pad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a kit that a model makes is to be.
 *
 * @param pads what it has, each once
 * @param layers how many loudnesses each pad has, from soft to loud, 1 to {@value #MOST}
 * @param roundRobins how many takes each layer has, 1 to {@value #MOST}
 * @param knobs percentiles that are asked of all pads, by the knobs' names
 * @param seed of all that is drawn; each pad has its own part of it
 */
public record KitPlan(List<Pad> pads, int layers, int roundRobins, Map<String, Double> knobs, long seed) {
    private static final int MOST = 16;
    private static final double MEDIAN = 50;

    /** @throws IllegalArgumentException if there are no pads, one is there twice, or a number is out of its range */
    public KitPlan {
        pads = List.copyOf(pads);
        knobs = Map.copyOf(knobs);
        if (pads.isEmpty() || pads.stream().distinct().count() < pads.size()) {
            throw new IllegalArgumentException(pads.isEmpty() ? "a kit has a pad" : "a kit has each pad once");
        }
        if (layers < 1 || layers > MOST || roundRobins < 1 || roundRobins > MOST) {
            throw new IllegalArgumentException("a kit has 1 to " + MOST + " layers of 1 to " + MOST + " takes, not "
                    + layers + " of " + roundRobins);
        }
    }

    /** The number of sounds. */
    public int sounds() {
        return pads.size() * layers * roundRobins;
    }

    /**
     * What a pad is asked to be.
     *
     * @param softer how many layers below the loudest: the softer, the duller, of a model with such a knob
     * @throws IllegalArgumentException if the model does not know the pad's class, or has not a knob that is asked for
     */
    Condition condition(GeneratorSpec model, Pad pad, int softer) {
        Map<String, Double> asked = new HashMap<>(knobs);
        List<String> names = model.knobs().stream().map(KnobScale::name).toList();
        pad.character().forEach((name, usual) -> {
            if (names.contains(name)) {
                asked.putIfAbsent(name, usual);
            }
        });
        String brightness = Knob.BRIGHTNESS.label();
        if (names.contains(brightness) && softer > 0) {
            asked.putIfAbsent(brightness, MEDIAN);
            asked.compute(brightness, (name, most) -> most * (layers - softer) / layers);
        }
        return model.condition(pad.kin(), Condition.NONE, asked);
    }

    /**
     * Refuses a model that cannot make the kit.
     *
     * @throws IllegalArgumentException if it does not know the class of a pad, or has not a knob that is asked for
     */
    public void require(GeneratorSpec model) {
        pads.forEach(pad -> condition(model, pad, 0));
    }
}
