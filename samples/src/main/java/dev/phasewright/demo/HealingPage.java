package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.DamagedSampler;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Correcting its own garbage: what the generator makes of damage done to it early and late on its way. */
final class HealingPage {
    static final String FILE = "healing.html";
    static final String TITLE = "Correcting its own garbage";

    /** Places on the way that are heard, in eighths of it: most late, where damage begins to stay. */
    private static final List<Integer> EIGHTHS = List.of(0, 2, 4, 6, 7, 8);

    private final DemoContext context;

    HealingPage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds. */
    int sounds() {
        return context.words().size() * (1 + steps().size());
    }

    /** How many steps there are before each damage. */
    private List<Integer> steps() {
        return EIGHTHS.stream()
                .map(eighths -> eighths * context.sampling().steps() / 8)
                .distinct()
                .toList();
    }

    Page page(PanelMaker panels) throws IOException {
        List<Integer> all = context.words();
        List<List<PanelSound>> sounds = sounds(all);
        List<Panel> words = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            words.add(panel(all.get(i), other(all, i), sounds.get(i), panels));
        }
        Pages.Healing healing = new Pages.Healing(
                words,
                context.sampling().steps(),
                "phasewright study healing " + context.plan().model(),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtehealingGenerated.render((HtmlTemplateOutput) output, null, healing));
    }

    /** What a word is damaged with. */
    private static int other(List<Integer> words, int i) {
        return words.get((i + 1) % words.size());
    }

    /** The sounds of each word. */
    private List<List<PanelSound>> sounds(List<Integer> words) {
        SamplingPlan plan = context.sampling().deterministic();
        double[] levels = plan.schedule().levels(plan.steps());
        List<List<PanelSound>> sounds = new ArrayList<>();
        words.forEach(word -> sounds.add(new ArrayList<>()));
        add(sounds, "never", "undisturbed", words, plan.sampler());
        int frames = context.spec().network().frames();
        for (int step : steps()) {
            Sampler damaged = new DamagedSampler(plan.sampler(), step, frames * 3 / 8, frames * 5 / 8);
            String name = step == plan.steps() ? "at the end" : "at σ = " + NoisePage.level(levels[step]);
            int left = plan.steps() - step;
            String about = left == 0 ? "no step left" : left == 1 ? "one step left" : left + " steps left";
            add(sounds, name, about, words, damaged);
        }
        return sounds;
    }

    private Panel panel(int word, int other, List<PanelSound> sounds, PanelMaker panels) throws IOException {
        String name = context.className(word);
        return panels.make(
                "healing-" + context.id(word),
                "“" + name + "”",
                "The middle quarter of its spectrogram is exchanged for that of “" + context.className(other)
                        + "”, which was as noisy. Then the steps that are left go on with what they find.",
                context.generate(word, ""),
                sounds,
                0,
                "middle");
    }

    /** A sound more of each word: in one batch, in which every other clip is what the one before is damaged with. */
    private void add(List<List<PanelSound>> sounds, String name, String about, List<Integer> words, Sampler sampler) {
        long seed = context.plan().seed();
        SamplingPlan plan = context.sampling().deterministic();
        SamplingPlan damaged = plan.with(sampler, plan.steps(), plan.guidance());
        int[] classes = new int[2 * words.size()];
        long[] seeds = new long[classes.length];
        for (int i = 0; i < words.size(); i++) {
            classes[2 * i] = words.get(i);
            classes[2 * i + 1] = other(words, i);
            seeds[2 * i] = seed;
            seeds[2 * i + 1] = seed + 1;
        }
        List<LogMel> batch = context.generator().generate(damaged, Condition.of(classes), seeds, SamplingObserver.NONE);
        List<LogMel> clips =
                IntStream.range(0, words.size()).mapToObj(i -> batch.get(2 * i)).toList();
        List<Audio> heard = context.heard(clips, seed);
        for (int i = 0; i < words.size(); i++) {
            sounds.get(i).add(new PanelSound(name, about, heard.get(i), null));
        }
    }
}
