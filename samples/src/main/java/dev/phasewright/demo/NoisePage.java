package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.model.SamplingStep;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import dev.phasewright.web.StepReel;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From noise to sound: what the generator holds and what it believes, every few steps. */
final class NoisePage {
    static final String FILE = "noise.html";
    static final String TITLE = "From noise to sound";

    /** So many steps are heard, of a model that takes more. */
    private static final int HEARD = 8;

    private final DemoContext context;

    NoisePage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds. */
    int sounds() {
        int steps = context.sampling().steps();
        int states = (steps + stride() - 1) / stride() + 1;
        return 2 * states * context.words().size();
    }

    /** From one step that is heard to the next. */
    private int stride() {
        return Math.max(1, context.sampling().steps() / HEARD);
    }

    /** @param clips generated clips, in which it is measured what noise drowns */
    Page page(List<LogMel> clips, PanelMaker panels) throws IOException {
        List<Pages.Word> words = new ArrayList<>();
        for (int index : context.words()) {
            words.add(word(index, panels));
        }
        Pages.Noise noise = new Pages.Noise(
                words,
                ModulationSpectrum.of(clips, context.spec()),
                clips.size() + " generated clips",
                context.sampling().steps(),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js", "noise.js"),
                output -> JtenoiseGenerated.render((HtmlTemplateOutput) output, null, noise));
    }

    private Pages.Word word(int index, PanelMaker panels) throws IOException {
        long seed = context.plan().seed();
        List<SamplingStep> steps = new ArrayList<>();
        GeneratedSound last = context.watched(context.request(index, seed), step -> {
            if (step.step() % stride() == 0) {
                steps.add(step);
            }
        });
        int count = steps.size();
        List<LogMel> all = new ArrayList<>();
        steps.forEach(step -> all.add(step.believed()));
        steps.forEach(step -> all.add(StepReel.clipped(step.held(), last.magnitudes())));
        List<Audio> heard = context.heard(all, seed);
        PanelSound end = new PanelSound("σ = 0", "the end", last.sound(), null);
        List<PanelSound> guesses = new ArrayList<>();
        List<PanelSound> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String label = "σ = " + level(steps.get(i).sigma());
            String about = "step " + steps.get(i).step();
            guesses.add(new PanelSound(label, about, heard.get(i), null));
            states.add(new PanelSound(label, about, heard.get(count + i), null).at(end.sound()));
        }
        states.add(end);
        guesses.add(end);
        return new Pages.Word(
                context.className(index),
                context.generate(index, ""),
                panels.make(
                        "guess-" + context.id(index),
                        "What it believes",
                        "The network’s best guess of the clean clip, from what it holds at each step. With nothing but noise to "
                                + "go by, the best guess is the mean of all it knows of this class: a blurred word.",
                        null,
                        guesses,
                        0,
                        "middle"),
                panels.make(
                        "state-" + context.id(index),
                        "What it holds",
                        "The noisy spectrogram itself at the same steps, scaled to the range of a clean one, each band clipped "
                                + "to that of the end, and given a phase, so that one can listen to it. All are as loud as the "
                                + "end.",
                        null,
                        states,
                        0,
                        "middle"));
    }

    /** A noise level in two digits. */
    static String level(double sigma) {
        return sigma >= 10
                ? String.format(Locale.ROOT, "%.0f", sigma)
                : String.format(Locale.ROOT, sigma >= 1 ? "%.1f" : sigma >= 0.1 ? "%.2f" : "%.3f", sigma);
    }
}
