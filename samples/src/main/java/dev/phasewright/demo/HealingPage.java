package dev.phasewright.demo;

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
        List<Panel> words = new ArrayList<>();
        List<Integer> all = context.words();
        for (int i = 0; i < all.size(); i++) {
            words.add(panel(all.get(i), all.get((i + 1) % all.size()), panels));
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

    private Panel panel(int word, int other, PanelMaker panels) throws IOException {
        SamplingPlan plan = context.sampling();
        double[] levels = plan.schedule().levels(plan.steps());
        List<PanelSound> sounds = new ArrayList<>();
        sounds.add(sound("never", "undisturbed", word, other, plan.sampler()));
        int frames = context.spec().network().frames();
        for (int step : steps()) {
            Sampler damaged = new DamagedSampler(plan.sampler(), step, frames * 3 / 8, frames * 5 / 8);
            String name = step == plan.steps() ? "at the end" : "at σ = " + NoisePage.level(levels[step]);
            int left = plan.steps() - step;
            String about = left == 0 ? "no step left" : left == 1 ? "one step left" : left + " steps left";
            sounds.add(sound(name, about, word, other, damaged));
        }
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

    /** The first of two clips of one batch, of which the second is what the first is damaged with. */
    private PanelSound sound(String name, String about, int word, int other, Sampler sampler) {
        long seed = context.plan().seed();
        SamplingPlan plan = context.sampling();
        SamplingPlan damaged = plan.with(sampler, plan.steps(), plan.guidance());
        LogMel clip = context.generator()
                .generate(damaged, Condition.of(word, other), new long[] {seed, seed + 1}, SamplingObserver.NONE)
                .get(0);
        return new PanelSound(name, about, context.heard(clip, seed), null);
    }
}
