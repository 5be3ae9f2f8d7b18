package dev.phasewright.serve;

import dev.phasewright.SoundRequest;
import dev.phasewright.audio.NoteName;
import dev.phasewright.data.KnobScale;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.web.ClassOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a generation is asked for.
 *
 * @param model who is to generate it
 * @param sound what it is to be
 * @param plan how it is sampled
 */
record GenerationRequest(OfferedModel model, SoundRequest sound, SamplingPlan plan) {
    static final int MOST_STEPS = 200;
    static final double MOST_GUIDANCE = 20;
    /** The largest whole number that a browser's numbers hold exactly. */
    static final long LARGEST_SEED = (1L << 53) - 1;

    private static final int MOST_KNOB = 100;
    /** Each part of a blend takes as long as a sound of its own. */
    private static final int MOST_PARTS = 4;

    private static final int DRAWN_SEEDS = 1_000_000_000;
    private static final double HIGHEST_LEVEL = 1e6;

    /**
     * What is asked of a model.
     *
     * @param asked whatever is missing is the model's own: one that was distilled is to be sampled as it was taught
     * @param models those there are, by name; the first is meant unless another is
     * @param mostSeconds the longest sound
     * @throws Refusal if something asked for cannot be
     */
    static GenerationRequest of(Query asked, Map<String, OfferedModel> models, double mostSeconds) {
        List<String> names = List.copyOf(models.keySet());
        OfferedModel model = models.get(asked.choice("model", names, names.get(0)));
        GeneratorSpec spec = model.spec();
        Map<String, Double> blend = blend(asked, spec.classes());
        if (!blend.isEmpty() && asked.text("class", null) != null) {
            throw new Refusal(Refusal.BAD_REQUEST, "class and blend are asked for; a blend is in place of a class");
        }
        String className = spec.classes().isEmpty() || !blend.isEmpty()
                ? null
                : asked.choice(
                        "class",
                        spec.classes(),
                        ClassOrder.names(spec.classes()).get(0));
        long seed =
                asked.whole("seed", 0, LARGEST_SEED, ThreadLocalRandom.current().nextInt(DRAWN_SEEDS));
        SoundRequest sound = SoundRequest.of(className, seed).withPitch(pitch(asked, spec, className));
        if (!blend.isEmpty()) {
            sound = sound.withBlend(blend);
        }
        if (asked.text("seconds", null) != null) {
            sound = sound.withSeconds(asked.number("seconds", spec.shortestSeconds(), mostSeconds, spec.seconds()));
        }
        sound = sound.withKnobs(knobs(asked, model));
        SamplingPlan plan = plan(asked, spec.plan());
        asked.end();
        return new GenerationRequest(model, sound, plan);
    }

    /** Degrees of the knobs that are named. */
    private static Map<String, Double> knobs(Query asked, OfferedModel model) {
        List<String> own = model.spec().knobs().stream().map(KnobScale::name).toList();
        Map<String, Double> knobs = new HashMap<>();
        for (Knob each : Knob.values()) {
            String name = each.label();
            if (asked.text(name, null) != null) {
                if (!own.contains(name)) {
                    throw new Refusal(
                            Refusal.BAD_REQUEST,
                            "the model has no knob " + name
                                    + (own.isEmpty() ? "" : "; there are " + String.join(", ", own)));
                }
                knobs.put(name, asked.number(name, 0, MOST_KNOB, 0));
            }
        }
        return knobs;
    }

    /** Classes with their shares, as flute=3,cello=1; none if there is no such parameter. */
    private static Map<String, Double> blend(Query asked, List<String> classes) {
        String text = asked.text("blend", null);
        Map<String, Double> shares = new TreeMap<>();
        for (String part : text == null ? new String[0] : text.split(",", MOST_PARTS + 1)) {
            String[] sides = part.split("=", 2);
            if (sides.length < 2 || !classes.contains(sides[0]) || !sides[1].matches("\\d{1,3}(\\.\\d{1,6})?")) {
                throw new Refusal(
                        Refusal.BAD_REQUEST,
                        "blend is at most " + MOST_PARTS
                                + " of the model's classes, each with a share, as flute=3,cello=1");
            }
            shares.merge(sides[0], Double.parseDouble(sides[1]), Double::sum);
        }
        shares.values().removeIf(share -> share == 0);
        if (text != null && shares.isEmpty()) {
            throw new Refusal(Refusal.BAD_REQUEST, "blend needs a share above 0");
        }
        return shares;
    }

    /** The pitch that is asked for, or {@link SoundRequest#ANY_PITCH}. */
    static int pitch(Query asked, GeneratorSpec spec, String className) {
        String note = asked.text("pitch", null);
        return note == null ? SoundRequest.ANY_PITCH : pitch("pitch", note, spec, className);
    }

    /** The pitch that a parameter asks for of a class. */
    static int pitch(String name, String note, GeneratorSpec spec, String className) {
        try {
            int pitch = NoteName.midi(note);
            spec.condition(className, pitch);
            return pitch;
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, name + ": " + e.getMessage());
        }
    }

    /** How it is to be sampled: what is left out is the model's own. */
    static SamplingPlan plan(Query asked, SamplingPlan own) {
        int steps = (int) asked.whole("steps", 1, MOST_STEPS, own.steps());
        double guidance = asked.number("guidance", 0, MOST_GUIDANCE, own.guidance());
        double low = asked.number("guidanceLow", 0, HIGHEST_LEVEL, own.guidanceLow());
        double high = asked.number("guidanceHigh", 0, HIGHEST_LEVEL, own.guidanceHigh());
        if (low >= high) {
            throw new Refusal(
                    Refusal.BAD_REQUEST, "guidanceLow must be below guidanceHigh, not " + low + " and " + high);
        }
        String sampler = asked.choice("sampler", Samplers.names(), Samplers.name(own.sampler()));
        return own.with(Samplers.named(sampler), steps, guidance).withInterval(low, high);
    }
}
