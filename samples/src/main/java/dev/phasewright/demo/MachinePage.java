package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.machine.LearnedClips;
import dev.phasewright.theory.machine.Machines;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Why it is not a parrot: the network and machines that need no training, from the same noise. */
final class MachinePage {
    static final String FILE = "machines.html";
    static final String TITLE = "Why is it no parrot?";

    /** Clips that the machines know: a local one looks at all of them at each step. */
    private static final int MOST_CLIPS = 1000;

    /** What is heard of each word, after the network. */
    private static final List<String> MACHINES = List.of("ideal", "local", "wiener");

    private final DemoContext context;

    MachinePage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds, at most. */
    int sounds() {
        // The ideal machine's has the training clip beside it that it is nearest to.
        return context.words().size() * (MACHINES.size() + 2);
    }

    /** The page; the plan has a corpus. */
    Page page(PanelMaker panels) throws IOException {
        Recordings train = Recordings.in(context.plan().corpus().resolve("train"));
        Recordings some = train.within(context.spec().classes());
        Recordings known = some.with(Spread.over(some.items(), MOST_CLIPS));
        int frames = context.spec().network().frames();
        List<Panel> made = new ArrayList<>();
        try (TemporaryFolder workspace = new TemporaryFolder();
                LogMelDataset data =
                        LogMelDataset.read(known, context.features(), workspace.path(), true, Dataset.Observer.NONE)) {
            LearnedClips clips = LearnedClips.of(data, context.spec().normalization(), frames);
            List<Denoiser> machines =
                    MACHINES.stream().map(name -> Machines.named(name, clips)).toList();
            List<LogMel> all =
                    IntStream.range(0, data.size()).mapToObj(data::clip).toList();
            for (int word : context.words()) {
                // A corpus need not have all of the model's words.
                if (word == Condition.NONE || known.items().stream().anyMatch(item -> item.classIndex() == word)) {
                    made.add(panel(word, machines, all, panels));
                }
            }
        }
        Pages.Parrot page = new Pages.Parrot(
                made,
                String.format(Locale.ROOT, "%,d", known.items().size()),
                "phasewright study machines " + context.plan().model() + " --data "
                        + context.plan().corpus().getFileName(),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtemachinesGenerated.render((HtmlTemplateOutput) output, null, page));
    }

    private Panel panel(int word, List<Denoiser> machines, List<LogMel> known, PanelMaker panels) throws IOException {
        List<LogMel> drawn = new ArrayList<>();
        drawn.add(drawn(context.generator(), word));
        for (Denoiser machine : machines) {
            drawn.add(drawn(context.generator().with(machine), word));
        }
        NearestClips nearest = Memorization.copies(List.of(drawn.get(1)), known);
        drawn.add(known.get(nearest.index(0)));
        List<Audio> heard = context.heard(drawn, context.plan().seed());
        Audio loud = heard.get(0);
        String name = context.className(word);
        return panels.make(
                "parrot-" + context.id(word),
                "“" + name + "”",
                "",
                null,
                List.of(
                        new PanelSound("The network", "what it learned", loud, null),
                        new PanelSound("The ideal machine", "every clip as a whole", heard.get(1), null).at(loud),
                        new PanelSound("A training clip", "nearest to the ideal machine’s", heard.get(4), null)
                                .at(loud),
                        new PanelSound("A local machine", "clips piece by piece", heard.get(2), null).at(loud),
                        new PanelSound("Wiener’s filter", "their spectrum alone", heard.get(3), null).at(loud)),
                0,
                "middle");
    }

    /** Without guidance, which would take a machine off its clips. */
    private LogMel drawn(MagnitudeGenerator generator, int word) {
        SamplingPlan own = context.sampling().deterministic();
        return generator
                .generate(
                        own.with(own.sampler(), own.steps(), 1),
                        Condition.of(word),
                        new long[] {context.plan().seed()},
                        SamplingObserver.NONE)
                .get(0);
    }
}
