package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.Recordings;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.web.ClassOrder;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The gallery: clips as they come from seeds that nobody chose, and the training clips nearest to them. */
final class GalleryPage {
    static final String FILE = "gallery.html";
    static final String TITLE = "Gallery";

    private static final List<Double> GUIDANCES = List.of(1.0, 1.5, 2.5, 4.0);
    private static final List<Integer> STEPS = List.of(2, 4, 8, 12);
    private static final String FOUR_COLUMNS = "small columns-4";

    private final DemoContext context;
    private final DemoPlan plan;
    private final List<GeneratedSound> generated = new ArrayList<>();

    GalleryPage(DemoContext context) {
        this.context = context;
        this.plan = context.plan();
    }

    /** How many sounds it holds. */
    int sounds() {
        return context.classes() * plan.clips() * (plan.corpus() == null ? 1 : 2) + GUIDANCES.size() * STEPS.size();
    }

    /** What was generated for the page, class by class. */
    List<LogMel> clips() {
        return generated.stream().map(GeneratedSound::magnitudes).toList();
    }

    Page page(PanelMaker panels) throws IOException {
        List<String> names = context.spec().classes();
        List<SoundRequest> requests = new ArrayList<>();
        for (int c = 0; c < context.classes(); c++) {
            for (int i = 0; i < plan.clips(); i++) {
                requests.add(context.request(index(c), firstSeed(c) + i));
            }
        }
        generated.addAll(context.generated(context.sampling(), requests));
        List<Path> nearest = plan.corpus() == null ? List.of() : nearest(plan.corpus());
        List<Panel> made = new ArrayList<>();
        for (int c = 0; c < context.classes(); c++) {
            made.add(panel(c, nearest, panels));
        }
        String neighbours = plan.corpus() == null
                ? "Nearest training clips are not shown: no corpus was given. With --data DIR, where DIR is what the model "
                        + "learned from, each clip has its nearest one beside it."
                : "Beside each clip is the training clip nearest to it, of all in "
                        + plan.corpus().getFileName()
                        + "/train, by the Euclidean distance of normalized log-mel spectrograms.";
        String omitted = context.classes() < names.size()
                ? "The first " + context.classes() + " of " + names.size() + " classes are shown."
                : null;
        Pages.Gallery gallery = new Pages.Gallery(made, grid(panels), neighbours, omitted);
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtegalleryGenerated.render((HtmlTemplateOutput) output, null, gallery));
    }

    /** The class that is shown in a place. */
    private int index(int c) {
        List<String> all = context.spec().classes();
        return all.isEmpty() ? Condition.NONE : ClassOrder.of(all).get(c);
    }

    private long firstSeed(int c) {
        return plan.seed() + (long) c * plan.clips();
    }

    private Panel panel(int c, List<Path> nearest, PanelMaker panels) throws IOException {
        List<PanelSound> sounds = new ArrayList<>();
        for (int i = 0; i < plan.clips(); i++) {
            int number = c * plan.clips() + i;
            long seed = firstSeed(c) + i;
            Audio sound = generated.get(number).sound();
            sounds.add(new PanelSound("Seed " + seed, "", sound, null));
            if (!nearest.isEmpty()) {
                Path file = nearest.get(number);
                Audio real = Resampler.resample(SoundFile.read(file).toMono(), sound.sampleRate());
                sounds.add(new PanelSound(
                        "Nearest to " + seed, String.valueOf(file.getFileName()), real.slice(0, sound.length()), null));
            }
        }
        String name = context.className(index(c));
        String command = "phasewright generate " + (index(c) == Condition.NONE ? "" : name + " ") + "--count "
                + plan.clips() + " --seed " + firstSeed(c) + " --model " + plan.model() + " -o .";
        return panels.make("class-" + context.id(index(c)), "“" + name + "”", "", command, sounds, 0, FOUR_COLUMNS);
    }

    private Panel grid(PanelMaker panels) throws IOException {
        int index = index(context.spec().classes().size() / 2);
        List<PanelSound> sounds = new ArrayList<>();
        SamplingPlan own = context.sampling();
        for (double guidance : GUIDANCES) {
            for (int count : STEPS) {
                SamplingPlan asked = own.with(own.sampler(), count, guidance);
                GeneratedSound clip = context.generated(asked, List.of(context.request(index, plan.seed())))
                        .get(0);
                sounds.add(new PanelSound(
                        String.format(Locale.ROOT, "%d steps, guidance %s", count, plain(guidance)),
                        "",
                        clip.sound(),
                        null));
            }
        }
        Audio last = sounds.get(sounds.size() - 1).sound();
        sounds.replaceAll(sound -> sound.at(last));
        return panels.make(
                "grid",
                "Guidance and steps",
                "One seed of “" + context.className(index)
                        + "” throughout. Down: guidance, which exaggerates the class. Across: the number of "
                        + "steps from noise to sample. All are brought to one level, for too much guidance in too few steps is loud.",
                context.generate(index, " --steps N --guidance G"),
                sounds,
                0,
                FOUR_COLUMNS);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** The training clip nearest to each generated one. */
    private List<Path> nearest(Path corpus) throws IOException {
        Recordings train = Recordings.in(corpus.resolve("train"));
        RecordedClips recorded = new RecordedClips(train.items(), context.spec().features(), ProgressObserver.NONE);
        try {
            NearestClips found = Memorization.copies(clips(), recorded);
            return IntStream.range(0, found.size())
                    .mapToObj(i -> train.items().get(found.index(i)).file())
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
