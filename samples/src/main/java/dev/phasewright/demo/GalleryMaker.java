package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.diffusion.Condition;
import dev.phasewright.spectrogram.diffusion.MagnitudeGenerator;
import dev.phasewright.spectrogram.diffusion.SamplingObserver;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import dev.phasewright.spectrogram.judge.Memorization;
import dev.phasewright.spectrogram.judge.Neighbours;
import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Recordings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Makes the gallery: clips as they come from seeds that nobody chose, and the training clips nearest to them. */
final class GalleryMaker {
    private final DemoPlan plan;
    private final MagnitudeGenerator generator;
    private final Voice voice;
    private final PanelMaker panels;
    private final Progress progress;
    private final List<LogMel> clips = new ArrayList<>();

    /** What makes a clip audible. */
    @FunctionalInterface
    interface Voice {
        Audio of(LogMel clip, long seed);
    }

    GalleryMaker(DemoPlan plan, MagnitudeGenerator generator, Voice voice, PanelMaker panels, Progress progress) {
        this.plan = plan;
        this.generator = generator;
        this.voice = voice;
        this.panels = panels;
        this.progress = progress;
    }

    /** What was generated, class by class. */
    List<LogMel> clips() {
        return clips;
    }

    Pages.Gallery make(int classes, double[] guidances, int[] steps) throws IOException {
        List<String> names = generator.spec().classes();
        for (int c = 0; c < classes; c++) {
            long first = firstSeed(c);
            long[] seeds = new long[plan.clips()];
            Arrays.setAll(seeds, i -> first + i);
            int[] asked = new int[plan.clips()];
            Arrays.fill(asked, names.isEmpty() ? Condition.NONE : c);
            clips.addAll(generator.generate(SamplingPlan.DEFAULT, Condition.of(asked), seeds, SamplingObserver.NONE));
        }
        List<Path> nearest = plan.corpus() == null ? List.of() : nearest(plan.corpus());
        List<Panel> made = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            made.add(panel(c, nearest));
        }
        String neighbours = plan.corpus() == null
                ? "Nearest training clips are not shown: no corpus was given. With --data DIR, where DIR is what the model "
                        + "learned from, each clip has its nearest one beside it."
                : "Beside each clip is the training clip nearest to it, of all in " + plan.corpus()
                        + ", by the Euclidean distance of normalized log-mel spectrograms.";
        String omitted =
                classes < names.size() ? "The first " + classes + " of " + names.size() + " classes are shown." : null;
        return new Pages.Gallery(
                made, grid(guidances, steps), "columns-" + steps.length, neighbours, omitted, plan.command());
    }

    private long firstSeed(int c) {
        return plan.seed() + (long) c * plan.clips();
    }

    private String name(int c) {
        List<String> names = generator.spec().classes();
        return names.isEmpty() ? "clip" : names.get(c);
    }

    private Panel panel(int c, List<Path> nearest) throws IOException {
        List<Take> takes = new ArrayList<>();
        for (int i = 0; i < plan.clips(); i++) {
            int index = c * plan.clips() + i;
            long seed = firstSeed(c) + i;
            Audio sound = voice.of(clips.get(index), seed);
            takes.add(new Take("Seed " + seed, "", sound, null));
            if (!nearest.isEmpty()) {
                Path file = nearest.get(index);
                Audio real = Resampler.resample(SoundFile.read(file).toMono(), sound.sampleRate());
                takes.add(new Take(
                        "Nearest to " + seed, String.valueOf(file.getFileName()), real.slice(0, sound.length()), null));
            }
        }
        String command = "phasewright generate " + (generator.spec().classes().isEmpty() ? "" : name(c) + " ")
                + "--count " + plan.clips() + " --seed " + firstSeed(c) + " --model " + plan.model() + " -o .";
        return panels.make("class-" + Demo.id(name(c)), "“" + name(c) + "”", "", command, takes, 0, "small");
    }

    private Panel grid(double[] guidances, int[] steps) throws IOException {
        int c = generator.spec().classes().isEmpty()
                ? Condition.NONE
                : generator.spec().classes().size() / 2;
        String name = name(Math.max(0, c));
        List<Take> takes = new ArrayList<>();
        SamplingPlan standard = SamplingPlan.DEFAULT;
        for (double guidance : guidances) {
            for (int count : steps) {
                SamplingPlan asked = new SamplingPlan(
                        standard.sampler(),
                        standard.schedule(),
                        count,
                        guidance,
                        standard.guidanceLow(),
                        standard.guidanceHigh());
                LogMel clip = generator
                        .generate(asked, Condition.of(c), new long[] {plan.seed()}, SamplingObserver.NONE)
                        .get(0);
                takes.add(new Take(
                        String.format(Locale.ROOT, "%d steps, guidance %s", count, plain(guidance)),
                        "",
                        voice.of(clip, plan.seed()),
                        null));
            }
        }
        String command = "phasewright generate " + (c == Condition.NONE ? "" : name + " ") + "--seed " + plan.seed()
                + " --model " + plan.model() + " --steps N --guidance G";
        return panels.make(
                "grid",
                "Guidance and steps",
                "One seed of “" + name
                        + "” throughout. Down: guidance, which exaggerates the class. Across: the number of "
                        + "steps from noise to sample.",
                command,
                takes,
                0,
                "small columns-" + steps.length);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** The training clip nearest to each generated one. */
    private List<Path> nearest(Path corpus) throws IOException {
        Recordings train = Recordings.in(corpus.resolve("train"));
        float[][] queries = clips.stream().map(this::normalized).toArray(float[][]::new);
        try {
            Neighbours found =
                    Memorization.nearest(queries, () -> training(train.items().iterator()));
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < queries.length; i++) {
                files.add(train.items().get(found.index(i)).file());
            }
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Iterator<float[]> training(Iterator<Recordings.Item> items) {
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
                            LogMelDataset.features(sound, generator.spec().features()));
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
        float[] unit = new float[generator.spec().network().values()];
        Arrays.fill(unit, silence);
        for (int i = 0; i < Math.min(values.length, unit.length); i++) {
            unit[i] = Math.max(silence, values[i]);
        }
        generator.spec().normalization().normalize(unit);
        return unit;
    }
}
