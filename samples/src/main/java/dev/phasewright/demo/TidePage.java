package dev.phasewright.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.evaluation.theory.SpectrumStudy;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.theory.causality.BandErrors;
import dev.phasewright.theory.causality.NoisyClips;
import dev.phasewright.theory.spectrum.RadialSpectrum;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import dev.phasewright.web.StepReel;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tide: noise that rises over the spectrum of clips, one clip as it drowns, what the network finds in it, and how much of
 * each octave it restores where the spectrum alone predicts so much.
 */
final class TidePage {
    static final String FILE = "tide.html";
    static final String TITLE = "The tide";

    /** Noise levels that are heard. */
    private static final int LEVELS = 9;

    private final DemoContext context;

    TidePage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds. */
    int sounds() {
        return 2 * LEVELS + 1;
    }

    /** @param measured clips that the network is measured on */
    Page page(MeasuredClips measured, PanelMaker panels) throws IOException {
        int index = context.words().get(0);
        LogMel clip = context.word();
        double[] levels = SpectrumStudy.levels(LEVELS);
        Panel sounds = panels.make("tide-clip", context.className(index), "", null, heard(clip, levels), 0, "");
        RadialSpectrum radial = radial(measured.clips());
        BandErrors errors;
        try (NDManager manager = NDManager.newBaseManager()) {
            errors = BandErrors.of(
                    context.generator().denoiser(), measured.clips(), measured.spectrum(), levels, manager, done -> {});
        }
        TideFigures figures = TideFigures.of(
                radial, measured.spectrum(), context.features().stft().frameRate(), errors, steps(sounds, levels));
        Pages.Tide tide = new Pages.Tide(
                figures,
                sounds,
                TideFigures.few(radial.law().exponent()),
                measured.told(),
                context.generate(index, ""),
                study(),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "plot.js", "tide.js"),
                output -> JtetideGenerated.render((HtmlTemplateOutput) output, null, tide));
    }

    /** The command that measures the same on a corpus. */
    private String study() {
        DemoPlan plan = context.plan();
        String corpus =
                plan.corpus() == null ? "DIR" : plan.corpus().getFileName().toString();
        return "phasewright study spectrum " + corpus + " --model " + plan.model() + " --plot tide.png --csv tide.csv";
    }

    private static RadialSpectrum radial(NoisyClips clips) {
        RadialSpectrum.Meter meter = new RadialSpectrum.Meter(clips.frames(), clips.bands());
        clips.clips().forEach(meter::add);
        // Of the values as they are: the network's units are those of σ.
        return meter.spectrum(1);
    }

    /** The clip, then at each level the clip drowned and what the network finds in it, none asking for anything. */
    private List<PanelSound> heard(LogMel clip, double[] levels) {
        long seed = context.plan().seed();
        float[] clean = clip.toArray();
        context.spec().normalization().normalize(clean);
        float[] noise = new float[clean.length];
        NormalDeviates.fill(noise, 0, noise.length, Seeds.stream(seed, "tide", 0));
        List<LogMel> all = new ArrayList<>(List.of(clip));
        for (double sigma : levels) {
            float[] noisy = new float[clean.length];
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] = (float) (clean[i] + sigma * noise[i]);
            }
            float[] found = denoised(noisy, clip, sigma);
            // Divided by its own deviation, so that noise and data have the same range.
            double scale = Math.sqrt(1 + sigma * sigma);
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] /= (float) scale;
            }
            all.add(StepReel.clipped(context.units(noisy), clip));
            all.add(StepReel.clipped(context.units(found), clip));
        }
        List<Audio> sounds = context.heard(all, seed);
        List<PanelSound> heard = new ArrayList<>();
        for (int i = 0; i < sounds.size(); i++) {
            String sigma = i == 0 ? "0" : NoisePage.level(levels[(i - 1) / 2]);
            heard.add(new PanelSound("σ = " + sigma, "", sounds.get(i), null).at(sounds.get(0)));
        }
        return heard;
    }

    private float[] denoised(float[] noisy, LogMel clip, double sigma) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(noisy, new Shape(1, clip.frames(), clip.bands()));
            return context.generator()
                    .denoiser()
                    .denoise(x, sigma, Condition.none(1))
                    .toFloatArray();
        }
    }

    private static List<TideFigures.Step> steps(Panel sounds, double[] levels) {
        List<TideFigures.Step> steps = new ArrayList<>();
        for (int i = 0; i <= levels.length; i++) {
            int drowned = Math.max(0, 2 * i - 1);
            int found = 2 * i;
            steps.add(new TideFigures.Step(
                    i == 0 ? 0 : TideFigures.few(levels[i - 1]),
                    sounds.versions().get(drowned).sound(),
                    sounds.versions().get(found).sound(),
                    sounds.versions().get(drowned).spectrogram(),
                    sounds.versions().get(found).spectrogram()));
        }
        return steps;
    }
}
