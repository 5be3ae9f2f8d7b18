package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.Neighbours;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.Take;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The gallery: clips as they come from seeds that nobody chose, and the training clips nearest to them. */
final class GalleryPage {
    static final String FILE = "gallery.html";
    static final String TITLE = "Gallery";

    private static final List<Double> GUIDANCES = List.of(1.0, 1.5, 2.5, 4.0);
    private static final List<Integer> STEPS = List.of(2, 4, 8, 24);
    private static final String FOUR_COLUMNS = "small columns-4";

    private final DemoContext workshop;
    private final DemoPlan plan;
    private final List<LogMel> clips = new ArrayList<>();

    GalleryPage(DemoContext workshop) {
        this.workshop = workshop;
        this.plan = workshop.plan();
    }

    /** How many sounds it holds. */
    int sounds() {
        return workshop.classes() * plan.clips() * (plan.corpus() == null ? 1 : 2) + GUIDANCES.size() * STEPS.size();
    }

    /** What was generated for the page, class by class. */
    List<LogMel> clips() {
        return List.copyOf(clips);
    }

    Page page(PanelMaker panels, Progress progress) throws IOException {
        List<String> names = workshop.spec().classes();
        for (int c = 0; c < workshop.classes(); c++) {
            long first = firstSeed(c);
            long[] seeds = new long[plan.clips()];
            Arrays.setAll(seeds, i -> first + i);
            int[] asked = new int[plan.clips()];
            Arrays.fill(asked, index(c));
            clips.addAll(workshop.generator()
                    .generate(workshop.sampling(), Condition.of(asked), seeds, SamplingObserver.NONE));
        }
        List<Path> nearest = plan.corpus() == null ? List.of() : nearest(plan.corpus(), progress);
        List<Panel> made = new ArrayList<>();
        for (int c = 0; c < workshop.classes(); c++) {
            made.add(panel(c, nearest, panels));
        }
        String neighbours = plan.corpus() == null
                ? "Nearest training clips are not shown: no corpus was given. With --data DIR, where DIR is what the model "
                        + "learned from, each clip has its nearest one beside it."
                : "Beside each clip is the training clip nearest to it, of all in "
                        + plan.corpus().getFileName()
                        + "/train, by the Euclidean distance of normalized log-mel spectrograms.";
        String omitted = workshop.classes() < names.size()
                ? "The first " + workshop.classes() + " of " + names.size() + " classes are shown."
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
        return workshop.spec().classes().isEmpty() ? Condition.NONE : c;
    }

    private long firstSeed(int c) {
        return plan.seed() + (long) c * plan.clips();
    }

    private Panel panel(int c, List<Path> nearest, PanelMaker panels) throws IOException {
        List<Take> takes = new ArrayList<>();
        for (int i = 0; i < plan.clips(); i++) {
            int number = c * plan.clips() + i;
            long seed = firstSeed(c) + i;
            Audio sound = workshop.heard(clips.get(number), seed);
            takes.add(new Take("Seed " + seed, "", sound, null));
            if (!nearest.isEmpty()) {
                Path file = nearest.get(number);
                Audio real = Resampler.resample(SoundFile.read(file).toMono(), sound.sampleRate());
                takes.add(new Take(
                        "Nearest to " + seed, String.valueOf(file.getFileName()), real.slice(0, sound.length()), null));
            }
        }
        String name = workshop.className(index(c));
        String command = "phasewright generate " + (index(c) == Condition.NONE ? "" : name + " ") + "--count "
                + plan.clips() + " --seed " + firstSeed(c) + " --model " + plan.model() + " -o .";
        return panels.make("class-" + workshop.id(index(c)), "“" + name + "”", "", command, takes, 0, FOUR_COLUMNS);
    }

    private Panel grid(PanelMaker panels) throws IOException {
        int index = index(workshop.spec().classes().size() / 2);
        List<Take> takes = new ArrayList<>();
        SamplingPlan own = workshop.sampling();
        for (double guidance : GUIDANCES) {
            for (int count : STEPS) {
                SamplingPlan asked = own.with(own.sampler(), count, guidance);
                LogMel clip = workshop.generator()
                        .generate(asked, Condition.of(index), new long[] {plan.seed()}, SamplingObserver.NONE)
                        .get(0);
                takes.add(new Take(
                        String.format(Locale.ROOT, "%d steps, guidance %s", count, plain(guidance)),
                        "",
                        workshop.heard(clip, plan.seed()),
                        null));
            }
        }
        Audio last = takes.get(takes.size() - 1).sound();
        takes.replaceAll(take -> take.at(last));
        return panels.make(
                "grid",
                "Guidance and steps",
                "One seed of “" + workshop.className(index)
                        + "” throughout. Down: guidance, which exaggerates the class. Across: the number of "
                        + "steps from noise to sample. All are brought to one level, for too much guidance in too few steps is loud.",
                workshop.generate(index, " --steps N --guidance G"),
                takes,
                0,
                FOUR_COLUMNS);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** The training clip nearest to each generated one. */
    private List<Path> nearest(Path corpus, Progress progress) throws IOException {
        Recordings train = Recordings.in(corpus.resolve("train"));
        float[][] queries = clips.stream().map(this::normalized).toArray(float[][]::new);
        try {
            Neighbours found =
                    Memorization.nearest(queries, () -> training(train.items().iterator(), progress));
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < queries.length; i++) {
                files.add(train.items().get(found.index(i)).file());
            }
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Iterator<float[]> training(Iterator<Recordings.Item> items, Progress progress) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public float[] next() {
                progress.made(0); // Nothing yet; but whoever watches may want to stop.
                try {
                    Audio sound = SoundFile.read(items.next().file());
                    return normalized(
                            LogMelDataset.features(sound, workshop.spec().features()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** A clip as the network sees it: as long as its own, silence at the end or cut. */
    private float[] normalized(LogMel clip) {
        float silence = (float) Math.log(clip.spec().floor());
        float[] values = clip.toArray();
        float[] unit = new float[workshop.spec().network().values()];
        Arrays.fill(unit, silence);
        for (int i = 0; i < Math.min(values.length, unit.length); i++) {
            unit[i] = Math.max(silence, values[i]);
        }
        workshop.spec().normalization().normalize(unit);
        return unit;
    }
}
