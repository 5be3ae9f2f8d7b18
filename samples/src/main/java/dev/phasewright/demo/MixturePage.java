package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.Recordings;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.separate.Prior;
import dev.phasewright.diffusion.separate.SoundSeparator;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Two sounds that are heard at once, and what the generator takes out of them as either. */
final class MixturePage {
    static final String FILE = "mixture.html";
    static final String TITLE = "Two at once";

    /** Half of what the command draws: the page is to be made soon. */
    private static final int SAMPLES = 16;

    private static final String HELD_OUT = "test";
    private static final int HEARD_OF_EACH = 3;

    private final DemoContext context;

    MixturePage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds; none if the generator cannot tell sounds apart. */
    int sounds() {
        return context.words().size() < 2 || context.spec().corruptedBy() != null
                ? 0
                : HEARD_OF_EACH * context.words().size();
    }

    /** The page of a generator that can; nothing if what it is to take apart is silence. */
    @Nullable
    Page page(PanelMaker panels) throws IOException {
        List<Integer> words = context.words();
        List<Audio> recorded = recorded(words);
        List<Audio> parts = recorded.isEmpty() ? generated(words) : recorded;
        Audio mixture = sum(parts);
        SamplingPlan own = context.sampling().deterministic();
        SamplingPlan plan = own.with(own.sampler(), own.steps(), 1);
        Condition asked = Condition.of(words.stream().mapToInt(word -> word).toArray());
        List<Audio> stems;
        try {
            stems = new SoundSeparator(plan, SAMPLES, SamplingObserver.NONE)
                    .separate(
                            mixture,
                            Prior.each(context.generator(), asked),
                            context.plan().seed())
                    .stems();
        } catch (IllegalArgumentException e) {
            return null;
        }
        String command = "phasewright separate both.wav --classes "
                + words.stream().map(context::className).collect(Collectors.joining(",")) + " --model "
                + context.plan().model() + " --samples " + SAMPLES + " --guidance 1" + context.seed() + " -o apart";
        List<Panel> made = new ArrayList<>();
        for (int k = 0; k < words.size(); k++) {
            made.add(panel(words.get(k), mixture, stems.get(k), parts.get(k), command, panels));
        }
        Pages.Mixture page = new Pages.Mixture(
                made,
                !recorded.isEmpty(),
                "phasewright study separate "
                        + (context.plan().corpus() == null
                                ? "digits"
                                : context.plan().corpus().getFileName())
                        + " --model " + context.plan().model(),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtemixtureGenerated.render((HtmlTemplateOutput) output, null, page));
    }

    private Panel panel(int word, Audio mixture, Audio stem, Audio part, String command, PanelMaker panels)
            throws IOException {
        String name = context.className(word);
        return panels.make(
                "mixture-" + context.id(word),
                "“" + name + "”",
                "",
                command,
                List.of(
                        new PanelSound("Both at once", "what is given", mixture, null),
                        new PanelSound("Taken out", "asked for “" + name + "”", stem, null),
                        new PanelSound("As it was", "before it was mixed", part, null)),
                0,
                "middle");
    }

    /**
     * A clip of each word that the corpus holds out, from the two ends of those there are, so that they are hardly by one
     * speaker; none if there is no such clip of one.
     */
    private List<Audio> recorded(List<Integer> words) throws IOException {
        Path corpus = context.plan().corpus();
        if (corpus == null || !Files.isDirectory(corpus.resolve(HELD_OUT))) {
            return List.of();
        }
        Recordings held =
                Recordings.in(corpus.resolve(HELD_OUT)).within(context.spec().classes());
        List<Audio> parts = new ArrayList<>();
        for (int word : words) {
            List<Recordings.Item> items = held.items().stream()
                    .filter(item -> item.classIndex() == word)
                    .toList();
            if (items.isEmpty()) {
                return List.of();
            }
            Path file = items.get(parts.isEmpty() ? 0 : items.size() - 1).file();
            parts.add(Resampler.resample(
                    SoundFile.read(file).toMono(), context.features().stft().sampleRate()));
        }
        return parts;
    }

    private List<Audio> generated(List<Integer> words) {
        List<SoundRequest> requests = new ArrayList<>();
        for (int word : words) {
            requests.add(context.request(word, context.plan().seed() + requests.size()));
        }
        return context.generated(context.sampling(), requests).stream()
                .map(GeneratedSound::sound)
                .toList();
    }

    /** As long as the longest of them. */
    private static Audio sum(List<Audio> parts) {
        int length = parts.stream().mapToInt(Audio::length).max().orElseThrow();
        float[] sum = new float[length];
        for (Audio part : parts) {
            float[] samples = Arrays.copyOf(part.channel(0), length);
            for (int i = 0; i < length; i++) {
                sum[i] += samples[i];
            }
        }
        return Audio.mono(sum, parts.get(0).sampleRate());
    }
}
