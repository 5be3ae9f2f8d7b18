package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Information;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import dev.phasewright.web.StepReel;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Four ways to drown a sound, at levels that are matched: as many bits of the clip are left at each, whatever the way. */
final class DrowningPage {
    static final String FILE = "drown.html";
    static final String TITLE = "Four ways to drown";

    /** Levels that are heard of each way. */
    private static final int LEVELS = 6;

    /** The lowest is that of white noise which is hardly heard, the highest that at which heat leaves least. */
    private static final double FAINT = 0.05;

    private static final double STRONG = 80;

    /** Between these every way has a level that leaves as much. */
    private static final double LOWEST = 1e-4;

    private static final double HIGHEST = 1e4;
    /** Halvings between them: until levels are told by no digit that is shown. */
    private static final int HALVINGS = 40;

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
        return WAYS.size() * (LEVELS + 1);
    }

    /** @param spectrum λ of the clips, in the network's units */
    Page page(SpatialSpectrum spectrum, PanelMaker panels) throws IOException {
        int index = context.words().get(0);
        LogMel clip = context.word();
        double[] bits = bits(spectrum);
        List<Panel> ways = new ArrayList<>();
        for (Way way : WAYS) {
            ways.add(panel(way, clip, spectrum, bits, panels));
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

    /** How many bits are left at each level: in equal ratios from what hardly hides anything to the least that heat leaves. */
    private static double[] bits(SpatialSpectrum spectrum) {
        double most = Information.bits(Corruption.white(), spectrum, FAINT);
        double least = Information.bits(Corruption.named("heat:20", spectrum), spectrum, STRONG);
        double[] bits = new double[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            bits[i] = most * Math.pow(least / most, i / (LEVELS - 1.0));
        }
        return bits;
    }

    /** The level at which so much is left. */
    private static double level(Corruption corruption, SpatialSpectrum spectrum, double bits) {
        double low = LOWEST;
        double high = HIGHEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (Information.bits(corruption, spectrum, middle) > bits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Panel panel(Way way, LogMel clip, SpatialSpectrum spectrum, double[] bits, PanelMaker panels)
            throws IOException {
        Corruption corruption = Corruption.named(way.corruption(), spectrum);
        float[] clean = clip.toArray();
        context.spec().normalization().normalize(clean);
        double[] levels = DoubleStream.of(bits)
                .map(left -> level(corruption, spectrum, left))
                .toArray();
        List<LogMel> all = new ArrayList<>(List.of(clip));
        for (double sigma : levels) {
            all.add(levelled(StepReel.clipped(context.units(drowned(corruption, clean, sigma)), clip), clip));
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
        double squares = 0;
        for (int i = 0; i < drowned.length; i++) {
            drowned[i] = (float) (left[i] + corruption.noiseAt(sigma) * noise[i]);
            squares += (double) drowned[i] * drowned[i] / drowned.length;
        }
        double scale = Math.max(1, Math.sqrt(squares));
        for (int i = 0; i < drowned.length; i++) {
            drowned[i] /= (float) scale;
        }
        return drowned;
    }

    /**
     * No frame louder than the loudest of a clean clip: slow noise lifts all bands at once, which within their ranges would be
     * a bang that nothing else is heard beside.
     */
    static LogMel levelled(LogMel drowned, LogMel clean) {
        double most = IntStream.range(0, clean.frames())
                .mapToDouble(frame -> loudness(clean, frame))
                .max()
                .orElseThrow();
        float[] values = drowned.toArray();
        for (int frame = 0; frame < drowned.frames(); frame++) {
            float over = (float) Math.max(0, loudness(drowned, frame) - most);
            for (int band = 0; band < drowned.bands(); band++) {
                values[frame * drowned.bands() + band] -= over;
            }
        }
        return new LogMel(drowned.spec(), values);
    }

    /** Half the logarithm of a frame's energy. */
    private static double loudness(LogMel mel, int frame) {
        double energy = 0;
        for (int band = 0; band < mel.bands(); band++) {
            energy += Math.exp(2 * mel.at(frame, band));
        }
        return Math.log(energy) / 2;
    }
}
