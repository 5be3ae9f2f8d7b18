package dev.phasewright.serve;

import dev.phasewright.web.BlendPad;
import dev.phasewright.web.KeyboardInstrument;
import dev.phasewright.web.PadSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page to play has to offer.
 *
 * @param instruments of all models of single notes: first those of the model that was named, then those that are drawn in the
 *     fewest steps, since somebody waits
 * @param blend a square between instruments; null if no model knows enough. It is that of the model that was named, or else of
 *     the one of most steps: what is between instruments is a mean of what it says at each
 * @param pads of models that know drums
 */
record Played(List<KeyboardInstrument> instruments, @Nullable BlendPad blend, List<PadSet> pads) {
    /** What there is to play by some models, of which the first is the one that was named. */
    static Played by(List<OfferedModel.View> models) {
        Comparator<OfferedModel.View> usualFirst = Comparator.comparing(model -> !model.equals(models.get(0)));
        Comparator<OfferedModel.View> bySteps = Comparator.comparingInt(OfferedModel.View::steps);
        List<OfferedModel.View> pitched =
                models.stream().filter(model -> !model.pitches().isEmpty()).toList();
        List<KeyboardInstrument> instruments = pitched.stream()
                .sorted(usualFirst.thenComparing(bySteps))
                .flatMap(model -> model.classes().stream()
                        .map(name -> KeyboardInstrument.drawn(
                                name,
                                model.name(),
                                model.pitches().lowest(),
                                model.pitches().highest())))
                .toList();
        List<PadSet> pads = models.stream()
                .filter(model -> model.pitches().isEmpty())
                .sorted(usualFirst.thenComparing(bySteps))
                .flatMap(model -> PadSet.drawn(model.name(), model.classes(), model.knobs()).stream())
                .toList();
        return new Played(
                instruments,
                pitched.stream()
                        .sorted(usualFirst.thenComparing(bySteps.reversed()))
                        .map(Played::square)
                        .filter(square -> square != null)
                        .findFirst()
                        .orElse(null),
                pads);
    }

    private static @Nullable BlendPad square(OfferedModel.View model) {
        List<String> corners = model.classes().size() < BlendPad.CORNERS
                ? List.of()
                : KeyboardInstrument.suited(model.classes(), BlendPad.CORNERS);
        return corners.size() < BlendPad.CORNERS
                ? null
                : BlendPad.drawn(
                        model.name(),
                        corners,
                        model.pitches().lowest(),
                        model.pitches().highest());
    }
}
