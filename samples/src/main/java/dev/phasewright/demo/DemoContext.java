package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.SamplingStep;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.web.DemoSound;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What all pages of a site are made with, and the words of the commands that they name. */
final class DemoContext {
    /** Classes that are looked at closely. */
    private static final int WORDS = 2;
    /** A model may have thousands of classes. */
    private static final int MOST_CLASSES = 12;

    private final DemoPlan plan;
    private final MagnitudeGenerator generator;
    private final NetworkVocoder network;
    private final Phasewright phasewright;
    private final Stft stft;

    /** @param network takes the generator's features */
    DemoContext(DemoPlan plan, MagnitudeGenerator generator, NetworkVocoder network) {
        this.plan = plan;
        this.generator = generator;
        this.network = network;
        this.phasewright = new Phasewright(generator, network);
        this.stft = Stft.of(features().stft());
    }

    DemoPlan plan() {
        return plan;
    }

    MagnitudeGenerator generator() {
        return generator;
    }

    /** How the generator is sampled by itself: what its commands do that ask for nothing else. */
    SamplingPlan sampling() {
        return generator.plan();
    }

    GeneratorSpec spec() {
        return generator.spec();
    }

    NetworkVocoder network() {
        return network;
    }

    /** The features that generator and vocoder have in common. */
    MelSpec features() {
        return network.spec().features();
    }

    /** Their transform. */
    Stft stft() {
        return stft;
    }

    /** How long a window of {@link #stft} is, in words. */
    String windows() {
        return String.format(
                Locale.ROOT,
                "%.0f ms windows",
                1000.0 * stft.spec().fftSize() / stft.spec().sampleRate());
    }

    /** How many classes the gallery shows; of a model without classes, one. */
    int classes() {
        return Math.min(MOST_CLASSES, Math.max(1, spec().classes().size()));
    }

    /** The classes that are looked at closely, spread over all: the first and the last sound alike in many alphabets. */
    List<Integer> words() {
        int count = spec().classes().size();
        return count == 0
                ? List.of(Condition.NONE)
                : IntStream.rangeClosed(1, Math.min(WORDS, count))
                        .map(i -> i * count / (WORDS + 1))
                        .boxed()
                        .toList();
    }

    /** What a class is called. */
    String className(int index) {
        return index == Condition.NONE ? "clip" : spec().classes().get(index);
    }

    /** The same as a name within a page. */
    String id(int index) {
        return className(index).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** What {@code generate} makes of classes and seeds. */
    List<GeneratedSound> generated(SamplingPlan how, List<SoundRequest> requests) {
        return phasewright.generate(requests, how, GenerationObserver.NONE);
    }

    /** What {@code generate} makes of a request, shown on its way. */
    GeneratedSound watched(SoundRequest request, Consumer<SamplingStep> watcher) {
        return phasewright.watch(request, sampling(), watcher);
    }

    /** A sound of a class. */
    SoundRequest request(int index, long seed) {
        return index == Condition.NONE ? SoundRequest.any(seed) : SoundRequest.of(className(index), seed);
    }

    /** The first of {@link #words}, as {@code generate} makes it from the plan's seed. */
    LogMel word() {
        return generated(sampling(), List.of(request(words().get(0), plan.seed())))
                .get(0)
                .magnitudes();
    }

    /** Magnitudes of what is in the generator's units. */
    LogMel units(float[] values) {
        return spec().normalization().denormalize(values, features());
    }

    /** Clips as {@code generate} makes them audible, from one seed. */
    List<Audio> heard(List<LogMel> clips, long seed) {
        return phasewright.synthesize(
                clips, clips.stream().mapToLong(clip -> seed).toArray());
    }

    /** The option that names the plan's seed. */
    String seed() {
        return " --seed " + plan.seed();
    }

    /** The command that generates a clip of a class from the plan's seed. */
    String generate(int index, String more) {
        return "phasewright generate" + (index == Condition.NONE ? "" : " " + className(index)) + seed() + " --model "
                + plan.model() + more;
    }

    /** The command that makes the phase of a recording anew. */
    String vocode(DemoSound original, String method, String more, String output) {
        String by = method.equals("network") ? plan.vocoder() : method;
        return "phasewright vocode " + original.file() + " --vocoder " + by + more + " -o " + output + ".wav";
    }

    /** What pages call a method that makes phase. */
    static String title(String method) {
        return switch (method) {
            case "random" -> "Random phase";
            case "griffin-lim" -> "Griffin-Lim";
            case "pghi" -> "PGHI";
            default -> "Network";
        };
    }
}
