package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.corpus.ClassicSignal;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.copy.CopySynthesis;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseDistribution;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.web.DemoSound;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Does phase matter? Sounds with other phases than their own. */
final class PhasePage {
    static final String FILE = "phase.html";
    static final String TITLE = "Does phase matter?";

    /** Names of versions, by which other pages find them. */
    static final String ORIGINAL = "Original";

    static final String NETWORK = "Network";

    /** Lengths of windows over which phases are randomized, in milliseconds; the last is the whole sound. */
    private static final List<Double> WINDOWS = List.of(8.0, 32.0, 256.0, Double.POSITIVE_INFINITY);

    private static final int ITERATIONS = 32;

    /** Of the window in whose middle zero phases have a pulse. */
    private static final double PULSED_WINDOW = 64;

    private static final double COMPLEX_HERTZ = 62.5;
    /** Harmonics lie below: pictures of them need not go further. */
    private static final int COMPLEX_RATE = 2_000;

    private static final StftSpec COMPLEX_SHOWN = new StftSpec(COMPLEX_RATE, 256, 16, Window.HANN);
    private static final StftSpec COMPLEX_COMPARED = new StftSpec(COMPLEX_RATE, 512, 128, Window.HANN);

    private final DemoContext context;

    PhasePage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds. */
    static int sounds() {
        int originals = 5;
        int methods = 4;
        return originals * (1 + WINDOWS.size() + methods) + complexes().size();
    }

    /** What a version is called whose phases are random over windows of so many milliseconds. */
    static String randomName(double window) {
        return Double.isInfinite(window)
                ? "Random, all at once"
                : String.format(Locale.ROOT, "Random, %.0f ms", window);
    }

    /** One panel for each original, in their order, and one of harmonics. */
    List<Panel> panels(List<DemoSound> originals, PanelMaker panels) throws IOException {
        List<Panel> made = new ArrayList<>();
        for (DemoSound original : originals) {
            made.add(panels.make(original.id(), original.name(), original.about(), null, versions(original), 0, ""));
        }
        made.add(harmonics(panels));
        return made;
    }

    Page page(List<Panel> panels) {
        Pages.Phase phase =
                new Pages.Phase(first(panels.get(0)), panels, context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtephaseGenerated.render((HtmlTemplateOutput) output, null, phase));
    }

    /** To begin with, some versions of the speech. */
    private static Panel first(Panel speech) {
        return new Panel(
                "first",
                "Hear it",
                "One sentence, four times. Two versions were cut into windows, of a thirtieth and of a quarter of a second, and got "
                        + "random phases; the last has phases that a network thought up. Press Play, then choose another "
                        + "version: it goes on from the same moment.",
                null,
                speech.milliseconds(),
                Stream.of(ORIGINAL, randomName(32), randomName(256), NETWORK)
                        .map(name -> speech.version(name).alone())
                        .toList(),
                0,
                "columns-4",
                speech.pictureWidth(),
                speech.pictureHeight(),
                speech.scale());
    }

    private List<PanelSound> versions(DemoSound original) {
        List<PanelSound> sounds = new ArrayList<>();
        sounds.add(new PanelSound(ORIGINAL, original.origin(), original.sound(), original.command()));
        for (double window : WINDOWS) {
            sounds.add(randomized(original, window));
        }
        sounds.add(pulsed(original));
        sounds.add(reconstructed(
                original, "griffin-lim", GriffinLim.fast(ITERATIONS), ITERATIONS + " iterations from random phase"));
        sounds.add(reconstructed(original, "pghi", PhaseMethods.named("pghi"), "integrates what magnitudes imply"));
        sounds.add(reconstructed(
                original,
                "network",
                context.network().phase(),
                "one pass of " + context.plan().vocoder()));
        return sounds;
    }

    private PanelSound randomized(DemoSound original, double window) {
        Framing framing = Framing.ofMilliseconds(window);
        Audio sound = original.sound();
        Audio random = PhaseRandomization.standard()
                .withFraming(framing)
                .withSeed(context.plan().seed())
                .apply(sound)
                .audio();
        String words = framing.isWhole() ? "whole" : String.format(Locale.ROOT, "%.0f", window);
        return new PanelSound(
                randomName(window),
                framing.isWhole() ? "one transform of the whole sound" : "drawn anew in each window",
                LevelMatch.apply(random, sound),
                randomize(original, "--window " + words + context.seed(), "random-" + words),
                framing.isWhole() ? context.stft().spec() : framing.stft(sound.sampleRate()),
                framing.isWhole() ? "kept in one transform; in " + context.windows() : words + " ms windows");
    }

    private static PanelSound pulsed(DemoSound original) {
        Framing framing = Framing.ofMilliseconds(PULSED_WINDOW);
        Audio sound = original.sound();
        Audio pulses = PhaseRandomization.standard()
                .withFraming(framing)
                .withDistribution(PhaseDistribution.zero())
                .apply(sound)
                .audio();
        return new PanelSound(
                "Zero phase",
                "every window a pulse",
                LevelMatch.apply(pulses, sound),
                randomize(
                        original,
                        String.format(Locale.ROOT, "--distribution zero --window %.0f", PULSED_WINDOW),
                        "zero"),
                framing.stft(sound.sampleRate()),
                String.format(Locale.ROOT, "%.0f ms windows", PULSED_WINDOW));
    }

    private static String randomize(DemoSound original, String options, String output) {
        return "phasewright phase randomize " + original.file() + " " + options + " -o " + output + ".wav";
    }

    private PanelSound reconstructed(DemoSound original, String method, PhaseReconstructor phase, String about) {
        Audio sound = original.sound();
        StftSpec spec = context.stft().spec();
        float[] copy = CopySynthesis.of(spec, phase)
                .copy(sound.channel(0), Seeds.phase(context.plan().seed(), 0));
        return new PanelSound(
                DemoContext.title(method),
                about,
                LevelMatch.apply(Audio.mono(copy, spec.sampleRate()), sound),
                context.vocode(original, method, method.equals("griffin-lim") ? context.seed() : "", method),
                spec,
                context.windows());
    }

    private static Map<ClassicSignal, String> complexes() {
        Map<ClassicSignal, String> signals = new LinkedHashMap<>();
        signals.put(ClassicSignal.COSINE, "all peaks at once: a pulse a period");
        signals.put(ClassicSignal.SINE, "all rise at once");
        signals.put(ClassicSignal.ALTERNATING, "sine and cosine by turns");
        signals.put(ClassicSignal.RANDOM, "random phases, kept for good");
        signals.put(ClassicSignal.SCHROEDER, "as flat as their sum can be");
        return signals;
    }

    /** Harmonics whose magnitudes really are the same, but where they begin and end. */
    private Panel harmonics(PanelMaker panels) throws IOException {
        int rate = context.stft().spec().sampleRate();
        double seconds = context.plan().seconds();
        List<PanelSound> sounds = new ArrayList<>();
        complexes()
                .forEach((signal, about) -> sounds.add(new PanelSound(
                        signal.title().substring(0, 1).toUpperCase(Locale.ROOT)
                                + signal.title().substring(1),
                        about,
                        signal.make(
                                COMPLEX_HERTZ,
                                ClassicSignal.HARMONICS,
                                (int) Math.round(seconds * rate),
                                rate,
                                context.plan().seed()),
                        "phasewright phase signal " + signal.title() + " --hertz " + COMPLEX_HERTZ + " --seconds "
                                + seconds + (signal == ClassicSignal.RANDOM ? context.seed() : "") + " -o "
                                + signal.title() + ".wav",
                        sounds.isEmpty() ? null : COMPLEX_COMPARED,
                        "256 ms windows")));
        return panels.showing(COMPLEX_SHOWN, 1 / COMPLEX_HERTZ)
                .make(
                        "complex",
                        "Eight harmonics",
                        "A tone of eight equal harmonics, 62.5 Hz and its multiples, with five sets of phases. Nothing is cut into "
                                + "windows here, so the magnitudes are the same in truth, but for the first and the last "
                                + "moment; and yet the ear, at so low a pitch, hears how peaked the sum is. The outlines show "
                                + "one cycle, 16 ms; the pictures go up to 1 kHz.",
                        null,
                        sounds,
                        0,
                        "");
    }
}
