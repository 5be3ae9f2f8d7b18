package dev.phasewright;

import dev.phasewright.data.KnobScale;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sounds that are asked for by degrees, as a producer would ask a drummer: {@value #COUNT} takes of each, of which the one is
 * kept whose own figures are nearest to what was asked. A network that has heard a few hundred strokes heeds its knobs
 * only roughly; what a sound is like is measured exactly. All else is drawn once.
 */
final class Takes {
    /** With as many, a knob that the network did not heed at all would still be followed roughly. */
    static final int COUNT = 4;

    private final GeneratorSpec model;
    private final List<SoundRequest> requests;
    private final List<List<SoundRequest>> takes;

    Takes(GeneratorSpec model, List<SoundRequest> requests) {
        this.model = model;
        this.requests = List.copyOf(requests);
        this.takes = this.requests.stream().map(Takes::of).toList();
    }

    /** The first has the request's own seed. */
    private static List<SoundRequest> of(SoundRequest request) {
        return request.knobs().isEmpty()
                ? List.of(request)
                : IntStream.range(0, COUNT)
                        .mapToObj(i -> i == 0 ? request : request.withSeed(Seeds.key(request.seed(), "take", i)))
                        .toList();
    }

    /** Whether anything is drawn more than once. */
    boolean isSeveral() {
        return takes.stream().anyMatch(several -> several.size() > 1);
    }

    /** All that is to be drawn, take by take. */
    List<SoundRequest> all() {
        return takes.stream().flatMap(List::stream).toList();
    }

    /**
     * The take that is kept of each request, as its place among {@link #all}.
     *
     * @param drawn all takes
     */
    List<Integer> kept(List<GeneratedSound> drawn) {
        List<Integer> kept = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < requests.size(); i++) {
            int nearest = first;
            double least = Double.POSITIVE_INFINITY;
            for (int take = first; take < first + takes.get(i).size(); take++) {
                double distance = takes.get(i).size() == 1 ? 0 : distance(requests.get(i), drawn.get(take));
                if (distance < least) {
                    least = distance;
                    nearest = take;
                }
            }
            kept.add(nearest);
            first += takes.get(i).size();
        }
        return kept;
    }

    /** How far a sound is from what was asked: squares of differences in percentiles of its class; NaN of silence. */
    private double distance(SoundRequest asked, GeneratedSound found) {
        int name = asked.className() == null ? -1 : model.classes().indexOf(asked.className());
        double sum = 0;
        for (KnobScale scale : model.knobs()) {
            Double wanted = asked.knobs().get(scale.name());
            Optional<Knob> knob = Knob.of(scale.name());
            if (wanted != null && knob.isPresent()) {
                double difference = scale.percentile(name, knob.get().measure(found.sound())) - wanted;
                sum += difference * difference;
            }
        }
        return sum;
    }
}
