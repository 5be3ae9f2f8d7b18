package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
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

/** Four ways to drown a sound, at levels that are matched: as many bits of the clip are left at each, whatever the way. */
final class DrowningPage {
    static final String FILE = "drown.html";
    static final String TITLE = "Four ways to drown";

    private final DemoContext context;

    DrowningPage(DemoContext context) {
        this.context = context;
    }

    /**
     * A way.
     *
     * @param corruption its name, as {@code train --corruption} knows it
     * @param name of it, in words
     * @param about what one hears, in two sentences
     */
    private record Way(String corruption, String name, String about) {}

    private static final List<Way> WAYS = List.of(
            new Way(
                    "white",
                    "White noise",
                    "As strong at every frequency, so that detail goes under first, and the outline of a word still stands out of "
                            + "the hiss when nothing of its voice does. All models that come with Phasewright undo this one."),
            new Way(
                    "shaped:1",
                    "Noise like sounds",
                    "As strong at each frequency as sounds are, so that all go under together, and there is no order from coarse to "
                            + "fine. What drowns the word changes as slowly as a word does, and so it covers the outline from the "
                            + "beginning."),
            new Way(
                    "blur:20",
                    "Blur and noise",
                    "Detail is smoothed away before noise has drowned it. The word gets soft first, and hisses later."),
            new Way(
                    "heat:20",
                    "Blur alone",
                    "As heat spreads, with a trace of noise that is the same at every level, so that nothing hisses. The word melts "
                            + "into its slowest changes, and how loud it is on the whole is never lost."));

    /** How many sounds it holds. */
    int sounds() {
        return WAYS.size() * (MatchedLevels.COUNT + 1);
    }

    /** @param spectrum λ of the clips, in the network's units */
    Page page(SpatialSpectrum spectrum, PanelMaker panels) throws IOException {
        int index = context.words().get(0);
        LogMel clip = context.word();
        MatchedLevels levels = new MatchedLevels(spectrum);
        List<Panel> ways = new ArrayList<>();
        for (Way way : WAYS) {
            ways.add(panel(way, clip, levels, panels));
        }
        Pages.Drowning drowning = new Pages.Drowning(
                ways,
                context.className(index),
                context.generate(index, ""),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtedrownGenerated.render((HtmlTemplateOutput) output, null, drowning));
    }

    private Panel panel(Way way, LogMel clip, MatchedLevels matched, PanelMaker panels) throws IOException {
        Corruption corruption = Corruption.named(way.corruption(), matched.spectrum());
        float[] clean = clip.toArray();
        context.spec().normalization().normalize(clean);
        double[] bits = matched.bits();
        double[] levels = matched.of(corruption);
        List<LogMel> all = new ArrayList<>(List.of(clip));
        for (double sigma : levels) {
            all.add(DrownedClip.within(context.units(drowned(corruption, clean, sigma)), clip));
        }
        List<Audio> heard = context.heard(all, context.plan().seed());
        List<PanelSound> sounds = new ArrayList<>(List.of(new PanelSound("The clip", "", heard.get(0), null)));
        for (int i = 0; i < levels.length; i++) {
            String left = String.format(Locale.ROOT, "%,.0f bits left", bits[i]);
            String sigma = "σ = " + NoisePage.level(levels[i]);
            sounds.add(new PanelSound(left, sigma, heard.get(i + 1), null).at(heard.get(0)));
        }
        return panels.make(
                way.corruption().replaceAll(":.*", ""),
                way.name(),
                way.about(),
                "phasewright train --data DIR --corruption " + way.corruption(),
                sounds,
                0,
                "middle");
    }

    /** A clip at a level, of a deviation that is no more than a clip's. */
    private float[] drowned(Corruption corruption, float[] clean, double sigma) {
        float[] white = new float[clean.length];
        NormalDeviates.fill(white, 0, white.length, Seeds.stream(context.plan().seed(), "drown", 0));
        float[] noise = corruption.noise(white);
        float[] left = corruption.faded(clean, sigma);
        float[] drowned = new float[clean.length];
        for (int i = 0; i < drowned.length; i++) {
            drowned[i] = (float) (left[i] + corruption.noiseAt(sigma) * noise[i]);
        }
        DrownedClip.calm(drowned);
        return drowned;
    }
}
