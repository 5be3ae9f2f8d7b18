package dev.phasewright.diffusion.separate;

import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of one of the sounds in a mixture before it is heard: which generator knows such sounds, and what it would be
 * asked for.
 *
 * @param generator stays open
 * @param item a single one, such as a class
 */
public record Prior(MagnitudeGenerator generator, Condition item) {
    /** @throws IllegalArgumentException if it is not a single item */
    public Prior {
        if (item.batch() != 1) {
            throw new IllegalArgumentException(item.batch() + " items are not what one sound is");
        }
    }

    /** Each of these items of one generator. */
    public static List<Prior> each(MagnitudeGenerator generator, Condition items) {
        return IntStream.range(0, items.batch())
                .mapToObj(k -> new Prior(generator, items.item(k)))
                .toList();
    }
}
