package dev.phasewright.demo;

import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.DamagedSampler;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.Take;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Correcting its own garbage: what the generator makes of damage done to it early and late on its way. */
final class HealingPage {
    static final String FILE = "healing.html";
    static final String TITLE = "Correcting its own garbage";

    /** Places on the way that are heard, in eighths of it: most late, where damage begins to stay. */
    private static final List<Integer> EIGHTHS = List.of(0, 2, 4, 6, 7, 8);

    private final DemoContext workshop;

    HealingPage(DemoContext workshop) {
        this.workshop = workshop;
    }

    /** How many sounds it holds. */
    int sounds() {
        return workshop.words().size() * (1 + steps().size());
    }

    /** How many steps there are before each damage. */
    private List<Integer> steps() {
        return EIGHTHS.stream()
                .map(eighths -> eighths * workshop.sampling().steps() / 8)
                .distinct()
                .toList();
    }

    Page page(PanelMaker panels) throws IOException {
        List<Panel> words = new ArrayList<>();
        List<Integer> all = workshop.words();
        for (int i = 0; i < all.size(); i++) {
            words.add(panel(all.get(i), all.get((i + 1) % all.size()), panels));
        }
        Pages.Healing healing = new Pages.Healing(
                words,
                workshop.sampling().steps(),
                "phasewright study healing " + workshop.plan().model(),
                workshop.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtehealingGenerated.render((HtmlTemplateOutput) output, null, healing));
    }

    private Panel panel(int word, int other, PanelMaker panels) throws IOException {
        SamplingPlan plan = workshop.sampling();
        double[] levels = plan.schedule().levels(plan.steps());
        List<Take> takes = new ArrayList<>();
        takes.add(take("never", "undisturbed", word, other, plan.sampler()));
        int frames = workshop.spec().network().frames();
        for (int step : steps()) {
            Sampler damaged = new DamagedSampler(plan.sampler(), step, frames * 3 / 8, frames * 5 / 8);
            String name = step == plan.steps() ? "at the end" : "at σ = " + NoisePage.level(levels[step]);
            int left = plan.steps() - step;
            String about = left == 0 ? "no step left" : left == 1 ? "one step left" : left + " steps left";
            takes.add(take(name, about, word, other, damaged));
        }
        String name = workshop.className(word);
        return panels.make(
                "healing-" + workshop.id(word),
                "“" + name + "”",
                "The middle quarter of its spectrogram is exchanged for that of “" + workshop.className(other)
                        + "”, which was as noisy. Then the steps that are left go on with what they find.",
                workshop.generate(word, ""),
                takes,
                0,
                "small row");
    }

    /** The first of two clips of one batch, of which the second is what the first is damaged with. */
    private Take take(String name, String about, int word, int other, Sampler sampler) {
        long seed = workshop.plan().seed();
        SamplingPlan plan = workshop.sampling();
        SamplingPlan damaged = plan.with(sampler, plan.steps(), plan.guidance());
        LogMel clip = workshop.generator()
                .generate(damaged, Condition.of(word, other), new long[] {seed, seed + 1}, SamplingObserver.NONE)
                .get(0);
        return new Take(name, about, workshop.heard(clip, seed), null);
    }
}
