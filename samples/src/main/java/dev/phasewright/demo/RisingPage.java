package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ways up again: a word as models of several corruptions draw it, at steps where as many bits of it stand, which are those
 * of {@link DrowningPage} in reverse.
 */
final class RisingPage {
    static final String FILE = "rise.html";
    static final String TITLE = "The ways up again";

    private final DemoContext context;
    private final SpatialSpectrum spectrum;
    private final List<Panel> shown = new ArrayList<>();

    /** @param spectrum λ of the clips, for models that remember none */
    RisingPage(DemoContext context, SpatialSpectrum spectrum) {
        this.context = context;
        this.spectrum = spectrum;
    }

    /** How many sounds there are of each model. */
    static int sounds() {
        return 2 * (MatchedLevels.COUNT + 1);
    }

    /** A step that is heard: what it holds, and what it believes. */
    private record Heard(int step, double sigma, double bits, LogMel held, LogMel believed) {}

    /**
     * Draws the word by a model; the page shows the models in the order in which they came.
     *
     * @param name how commands call it
     */
    void add(String name, MagnitudeGenerator model, PanelMaker panels) throws IOException {
        GeneratorSpec spec = model.spec();
        SpatialSpectrum known = spec.spectrum() == null ? spectrum : spec.spectrum();
        int word = word(spec);
        long seed = context.plan().seed();
        SamplingPlan plan = model.plan().deterministic();
        double[] levels = plan.schedule().levels(plan.steps());
        int[] chosen = chosen(levels, new MatchedLevels(known).of(spec.corruption()));
        double[] bits = new MatchedLevels(known).bits();
        List<Heard> steps = new ArrayList<>();
        LogMel end = model.generate(plan, Condition.of(word), new long[] {seed}, (step, count, sigma, x, denoised) -> {
                    // From the fewest bits on.
                    for (int i = chosen.length - 1; i >= 0; i--) {
                        if (chosen[i] == step) {
                            float[] held = x.toFloatArray();
                            DrownedClip.calm(held);
                            steps.add(new Heard(
                                    step,
                                    sigma,
                                    bits[i],
                                    spec.normalization().denormalize(held, spec.features()),
                                    spec.normalization().denormalize(denoised.toFloatArray(), spec.features())));
                        }
                    }
                })
                .get(0);
        List<LogMel> all = new ArrayList<>();
        steps.forEach(step -> all.add(DrownedClip.within(step.held(), end)));
        steps.forEach(step -> all.add(step.believed()));
        all.add(end);
        List<Audio> heard = context.heard(all, seed);
        PanelSound last = new PanelSound("The end", "", heard.get(all.size() - 1), null);
        List<PanelSound> held = new ArrayList<>();
        List<PanelSound> believed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Heard step = steps.get(i);
            String left = String.format(Locale.ROOT, "%,.0f bits", step.bits());
            String about = "step " + step.step() + ", σ = " + NoisePage.level(step.sigma());
            held.add(new PanelSound(left, about, heard.get(i), null).at(last.sound()));
            believed.add(new PanelSound(left, about, heard.get(steps.size() + i), null));
        }
        held.add(last);
        believed.add(last);
        String id = "rise-" + (shown.size() / 2 + 1);
        String way = wayOf(spec.corruption());
        String command = "phasewright generate"
                + (word == Condition.NONE ? "" : " " + spec.classes().get(word)) + context.seed() + " --model " + name;
        shown.add(panels.make(id + "-held", way + ": what it holds", told(name, spec), command, held, 0, "middle"));
        shown.add(panels.make(id + "-believed", way + ": what it believes", "", null, believed, 0, "middle"));
    }

    /** The same word of all that know it. */
    private int word(GeneratorSpec spec) {
        int same = spec.classes().indexOf(context.className(context.words().get(0)));
        return spec.classes().isEmpty() ? Condition.NONE : Math.max(0, same);
    }

    /** The steps whose levels are nearest to some, from the noisiest on; the levels rise. */
    private static int[] chosen(double[] falling, double[] rising) {
        int[] chosen = new int[rising.length];
        for (int i = 0; i < chosen.length; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int step = 0; step < falling.length - 1; step++) {
                double off = Math.abs(Math.log(falling[step] / rising[i]));
                if (off < nearest) {
                    nearest = off;
                    chosen[i] = step;
                }
            }
        }
        return chosen;
    }

    private static String wayOf(Corruption corruption) {
        String name = corruption.toString();
        if (name.contains("shaped:")) {
            return "Out of noise shaped by γ = " + name.substring(name.lastIndexOf(':') + 1);
        }
        if (name.startsWith("blur")) {
            return "Out of blur and noise";
        }
        return name.startsWith("heat") ? "Out of blur alone" : "Out of white noise";
    }

    /** What a model is and how it came about. */
    private static String told(String name, GeneratorSpec spec) {
        String steps = spec.origin().get("steps");
        return name + " undoes " + spec.corruption() + (steps == null ? "" : ", learned in " + steps) + ".";
    }

    /** The page of what was added. */
    Page page() {
        Pages.Rising rising = new Pages.Rising(
                List.copyOf(shown),
                context.className(context.words().get(0)),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JteriseGenerated.render((HtmlTemplateOutput) output, null, rising));
    }
}
