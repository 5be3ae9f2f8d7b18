package dev.phasewright.serve;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundEditor;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.diffusion.Blur;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.Region;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.separate.Prior;
import dev.phasewright.diffusion.separate.Separation;
import dev.phasewright.diffusion.separate.SoundSeparator;
import dev.phasewright.spectrogram.StftSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What of a sound is to be made anew, and how: all that can be refused was, before any network is at work.
 *
 * @param model who makes it
 * @param plan how it is sampled
 * @param seed where its noise comes from
 * @param edit what is done
 */
record EditRequest(OfferedModel model, SamplingPlan plan, long seed, Edit edit) {
    /** The names of what can be done. */
    static final List<String> KINDS = List.of("inpaint", "extend", "loop", "vary", "separate");

    static final int MOST_RESAMPLING = 20;
    static final int STANDARD_RESAMPLING = 2;
    static final double STANDARD_SEAM = 0.1;
    static final double STANDARD_STRENGTH = 0.5;
    static final int STANDARD_SAMPLES = 8;
    static final int MOST_SAMPLES = 16;

    /** Sounds that a mixture is taken apart into, at most. */
    private static final int MOST_STEMS = 4;

    /** The pitch of a stem that may have any. */
    private static final String ANY = "any";

    private static final double HIGHEST = 192_000;
    private static final int DRAWN_SEEDS = 1_000_000_000;

    /** What is done to a sound that it was told. */
    @FunctionalInterface
    interface Edit {
        /**
         * Does it.
         *
         * @param model stays open
         * @param observer told of each step; what it throws ends the work
         * @return mono; of a mixture that is taken apart, a channel for each of its sounds
         * @throws IOException if nothing can come of that sound
         */
        Audio by(Phasewright model, SamplingPlan plan, SamplingObserver observer) throws IOException;
    }

    /**
     * What is asked of a model.
     *
     * @param asked what is left out is the model's own
     * @param models those there are, by name; the first is meant unless another is
     * @param original is made mono at the model's rate first, which is how it hears
     * @param mostSeconds the longest sound that may come of it
     * @throws Refusal if something asked for cannot be
     */
    static EditRequest of(Query asked, Map<String, OfferedModel> models, Audio original, double mostSeconds) {
        List<String> names = List.copyOf(models.keySet());
        OfferedModel model = models.get(asked.choice("model", names, names.get(0)));
        GeneratorSpec spec = model.spec();
        if (!takes(model)) {
            throw new Refusal(
                    Refusal.BAD_REQUEST,
                    "model: " + model.name() + " undoes " + spec.corruptedBy()
                            + "; sounds are edited with one of noise");
        }
        long seed = asked.whole(
                "seed",
                0,
                GenerationRequest.LARGEST_SEED,
                ThreadLocalRandom.current().nextInt(DRAWN_SEEDS));
        Audio sound =
                Resampler.resample(original.toMono(), spec.features().stft().sampleRate());
        String kind = asked.choice("edit", KINDS, KINDS.get(0));
        Edit edit;
        if (kind.equals("separate")) {
            edit = separation(asked, spec, sound, seed);
        } else {
            Function<SoundEditor, GeneratedSound> editing = editing(kind, asked, spec, sound, mostSeconds, seed);
            edit = (of, how, observer) ->
                    editing.apply(new SoundEditor(of, how, observer)).sound();
        }
        SamplingPlan plan = GenerationRequest.plan(asked, spec.plan().deterministic());
        asked.end();
        return new EditRequest(model, plan, seed, edit);
    }

    private static Function<SoundEditor, GeneratedSound> editing(
            String kind, Query asked, GeneratorSpec spec, Audio sound, double mostSeconds, long seed) {
        String className = asked.text("class", null) == null ? null : asked.choice("class", spec.classes(), "");
        Condition condition = spec.condition(className, GenerationRequest.pitch(asked, spec, className));
        int resampling = (int) asked.whole("resampling", 0, MOST_RESAMPLING, STANDARD_RESAMPLING);
        switch (kind) {
            case "extend" -> {
                double room = mostSeconds - sound.seconds();
                double seconds = asked.number("seconds", 0, mostSeconds, Math.min(1, room));
                int samples = (int) Math.round(seconds * sound.sampleRate());
                if (samples < 1 || seconds > room) {
                    throw new Refusal(
                            Refusal.BAD_REQUEST,
                            "seconds must be above 0, and with the sound's own " + sound.seconds() + " no more than "
                                    + mostSeconds);
                }
                return editor -> editor.extend(sound, samples, resampling, condition, seed);
            }
            case "loop" -> {
                int seam = seam(asked, sound, spec.features().stft());
                return editor -> editor.loop(sound, seam, resampling, condition, seed);
            }
            case "vary" -> {
                double strength = asked.number("strength", 0, 1, STANDARD_STRENGTH);
                return editor -> editor.vary(sound, strength, condition, seed);
            }
            default -> {
                Region hole = hole(asked, sound, spec);
                return editor -> editor.inpaint(sound, hole, resampling, condition, seed);
            }
        }
    }

    private static Edit separation(Query asked, GeneratorSpec spec, Audio mixture, long seed) {
        Condition stems = stems(asked, spec);
        int samples = (int) asked.whole("samples", 1, MOST_SAMPLES, STANDARD_SAMPLES);
        return (model, plan, observer) -> {
            try {
                Separation apart = new SoundSeparator(plan, samples, observer)
                        .separate(mixture, Prior.each(model.generator(), stems), seed);
                return Audio.of(
                        apart.stems().stream().map(stem -> stem.channel(0)).toArray(float[][]::new),
                        mixture.sampleRate());
            } catch (IllegalArgumentException e) {
                throw new IOException("the sound " + e.getMessage(), e);
            }
        };
    }

    /** What is in a mixture: classes, and in the same order pitches of a model that knows them. */
    private static Condition stems(Query asked, GeneratorSpec spec) {
        List<String> classes = listed(asked.text("classes", ""));
        List<String> pitches = listed(asked.text("pitches", ""));
        if (classes.size() < 2 || classes.size() > MOST_STEMS || !spec.classes().containsAll(classes)) {
            throw new Refusal(
                    Refusal.BAD_REQUEST,
                    "classes must be from 2 to " + MOST_STEMS + " of the model's, with commas between them");
        }
        if (!pitches.isEmpty() && pitches.size() != classes.size()) {
            throw new Refusal(
                    Refusal.BAD_REQUEST, "pitches must be one for each of the classes, a note's name or " + ANY);
        }
        List<Condition> stems = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            String note = pitches.isEmpty() ? ANY : pitches.get(k);
            int pitch = note.equals(ANY)
                    ? SoundRequest.ANY_PITCH
                    : GenerationRequest.pitch("pitches", note, spec, classes.get(k));
            Condition stem = spec.condition(classes.get(k), pitch);
            if (stems.contains(stem)) {
                throw new Refusal(
                        Refusal.BAD_REQUEST,
                        "classes: nothing would tell the two of " + classes.get(k) + " apart; give them pitches");
            }
            stems.add(stem);
        }
        return Condition.concat(stems);
    }

    private static List<String> listed(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", MOST_STEMS + 1));
    }

    /** Whether sounds can be edited with a model: of a blurred one no part can be given. */
    static boolean takes(OfferedModel model) {
        return !(model.spec().corruption() instanceof Blur);
    }

    private static Region hole(Query asked, Audio sound, GeneratorSpec spec) {
        double from = asked.number("from", 0, sound.seconds(), 0);
        double to = asked.number("to", 0, Double.MAX_VALUE, sound.seconds());
        double low = asked.number("low", 0, HIGHEST, 0);
        double high = asked.number("high", 0, HIGHEST, HIGHEST);
        if (from >= to || low >= high) {
            throw new Refusal(Refusal.BAD_REQUEST, "from must be before to, and low below high");
        }
        Region hole = new Region(from, to, low, high >= HIGHEST ? Double.POSITIVE_INFINITY : high);
        StftSpec stft = spec.features().stft();
        if (hole.bands(spec.features()).length == 0
                || IntStream.range(0, stft.frames(sound.length())).noneMatch(frame -> hole.hasFrame(stft, frame))) {
            throw new Refusal(Refusal.BAD_REQUEST, "nothing that the model hears lies in the hole; make it larger");
        }
        return hole;
    }

    private static int seam(Query asked, Audio sound, StftSpec stft) {
        double seconds = asked.number("seam", 0, Double.MAX_VALUE, STANDARD_SEAM);
        double samples = seconds * sound.sampleRate();
        if (samples < stft.hop() || 2 * samples >= sound.length() - 1) {
            throw new Refusal(
                    Refusal.BAD_REQUEST,
                    "seam must be at least " + (double) stft.hop() / sound.sampleRate()
                            + " s, and less than half of the sound's " + sound.seconds() + " s");
        }
        return (int) Math.round(samples);
    }
}
