package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.corpus.ClassicSignal;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.diffusion.Condition;
import dev.phasewright.spectrogram.diffusion.GeneratorSpec;
import dev.phasewright.spectrogram.diffusion.MagnitudeGenerator;
import dev.phasewright.spectrogram.diffusion.SamplingObserver;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import dev.phasewright.spectrogram.learn.Seeds;
import dev.phasewright.vocoder.GriffinLim;
import dev.phasewright.vocoder.MelInversion;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.NetworkVocoder;
import dev.phasewright.vocoder.PhaseReconstructor;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.phase.Framing;
import dev.phasewright.vocoder.phase.PhaseRandomization;
import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The site of listening demos: makes every sound, draws it, and writes the pages.
 *
 * <p>The generator and the vocoder are used and left open. Not for use by several threads at once.
 */
public final class Demo {
    /** Lengths of windows over which phases are randomized, in milliseconds; the last is the whole sound. */
    private static final double[] WINDOWS = {8, 32, 256, Double.POSITIVE_INFINITY};

    private static final int ITERATIONS = 32;
    private static final int REFINEMENT = 16;
    private static final int MANY_ITERATIONS = 100;

    /** Steps between those that are heard on the way from noise to sound. */
    private static final int STRIDE = 3;

    private static final double[] GUIDANCES = {1, 1.5, 2.5, 4};
    private static final int[] STEPS = {2, 4, 8, 24};

    /** A model may have thousands of classes. */
    private static final int MOST_CLASSES = 12;

    private static final double COMPLEX_HERTZ = 62.5;
    private static final double COMPLEX_WINDOW = 256;

    private static final int WORDS = 2;
    private static final int ABX_TRIALS = 12;

    private static final List<Frame.Link> LINKS = List.of(
            new Frame.Link("phase.html", "Does phase matter?"),
            new Frame.Link("noise.html", "From noise to sound"),
            new Frame.Link("gallery.html", "Gallery"),
            new Frame.Link("vocoder.html", "The vocoder"),
            new Frame.Link("blind.html", "Blind tests"));

    private final DemoPlan plan;
    private final MagnitudeGenerator generator;
    private final GeneratorSpec spec;
    private final NetworkVocoder network;
    /** The network as generate uses it; closed with the network, by whom it belongs to. */
    private final FidelityTable table;

    private final MelSpec features;
    private final Stft stft;

    /**
     * A site to be made.
     *
     * @param network takes the generator's features
     * @param table what the vocoder's page shows
     */
    public Demo(DemoPlan plan, MagnitudeGenerator generator, NetworkVocoder network, FidelityTable table) {
        this.plan = plan;
        this.generator = generator;
        this.spec = generator.spec();
        this.network = network;
        this.table = table;
        this.features = network.spec().features();
        this.stft = Stft.of(features.stft());
    }

    private int words() {
        return Math.min(WORDS, Math.max(1, spec.classes().size()));
    }

    private int classes() {
        return Math.min(MOST_CLASSES, Math.max(1, spec.classes().size()));
    }

    /** How many sounds the site will hold, more or less: what {@link Progress} counts to. */
    public int sounds() {
        int states = SamplingPlan.DEFAULT.steps() / STRIDE + 1;
        int phase = 5 * (5 + WINDOWS.length) + 5;
        int gallery = classes() * plan.clips() * (plan.corpus() == null ? 1 : 2) + GUIDANCES.length * STEPS.length;
        return phase + 2 * states * words() + gallery + 3 * 6 + 5 * words();
    }

    /**
     * Makes the site.
     *
     * @param folder an empty folder
     * @param progress told of each sound
     * @throws IOException if something cannot be written, or the corpus cannot be read
     */
    public void writeTo(Path folder, Progress progress) throws IOException {
        SiteFolder site = new SiteFolder(folder);
        PanelMaker panels = new PanelMaker(site, progress);
        List<Original> originals = Original.all(plan.seconds());
        for (Original original : originals) {
            site.original(original.id() + ".wav", original.sound());
        }
        List<Panel> phase = new ArrayList<>();
        for (Original original : originals) {
            phase.add(phasePanel(panels, original));
        }
        phase.add(complexPanel(panels));
        List<Panel> copies = new ArrayList<>();
        for (Original original : originals.subList(0, 3)) {
            copies.add(copyPanel(panels, original));
        }
        GalleryMaker gallery = new GalleryMaker(plan, generator, this::heard, panels, progress);
        Pages.Gallery galleryPage = gallery.make(classes(), GUIDANCES, STEPS);
        List<Pages.Word> words = new ArrayList<>();
        List<Panel> generated = new ArrayList<>();
        for (int i = 0; i < words(); i++) {
            // Spread over the classes: the first and the last sound alike in many alphabets.
            int index = spec.classes().isEmpty()
                    ? Condition.NONE
                    : (i + 1) * spec.classes().size() / (WORDS + 1);
            words.add(word(panels, index));
            generated.add(generatedPanel(panels, index));
        }
        List<BlindTest> tests = tests(site, phase, copies);

        page(site, "index.html", "Phase, and how to do without it", List.of("deck.js", "player.js"), front(phase));
        Pages.Phase phasePage = new Pages.Phase(phase, plan.command());
        page(
                site,
                "phase.html",
                "Does phase matter?",
                List.of("deck.js", "player.js"),
                output -> JtephaseGenerated.render((HtmlTemplateOutput) output, null, phasePage));
        Drowning drowning = Drowning.of(gallery.clips(), spec);
        Pages.Noise noisePage = new Pages.Noise(
                words,
                drowning,
                gallery.clips().size() + " generated clips",
                SamplingPlan.DEFAULT.steps(),
                plan.command());
        page(
                site,
                "noise.html",
                "From noise to sound",
                List.of("deck.js", "player.js", "noise.js"),
                output -> JtenoiseGenerated.render((HtmlTemplateOutput) output, null, noisePage));
        page(
                site,
                "gallery.html",
                "Gallery",
                List.of("deck.js", "player.js"),
                output -> JtegalleryGenerated.render((HtmlTemplateOutput) output, null, galleryPage));
        Pages.Vocoder vocoderPage = new Pages.Vocoder(copies, generated, table);
        page(
                site,
                "vocoder.html",
                "How good is the vocoder?",
                List.of("deck.js", "player.js"),
                output -> JtevocoderGenerated.render((HtmlTemplateOutput) output, null, vocoderPage));
        Pages.Blind blindPage = new Pages.Blind(tests);
        page(
                site,
                "blind.html",
                "Blind tests",
                List.of("deck.js", "blind.js"),
                output -> JteblindGenerated.render((HtmlTemplateOutput) output, null, blindPage));
    }

    private void page(SiteFolder site, String file, String title, List<String> scripts, Content body)
            throws IOException {
        String description = "Phasewright: " + title + " Sounds to compare while they play, and blind tests.";
        String colophon = "Made by " + plan.command() + ". Generator: " + plan.model() + "; vocoder: " + plan.vocoder()
                + ". Everything runs in this page; nothing is fetched from elsewhere.";
        site.page(new Frame(title, description, file, LINKS, scripts, colophon, null, ""), body);
    }

    private Content front(List<Panel> phase) {
        Panel speech = phase.get(0);
        // Original, two windows, and what the network makes of the same magnitudes.
        List<Version> some = Stream.of(0, 2, 3, speech.versions().size() - 1)
                .map(i -> speech.versions().get(i).alone())
                .toList();
        Panel first = new Panel(
                "first",
                "Hear it",
                "The same sentence four times, and each time the same magnitudes. Press Play, then choose another version "
                        + "while it plays: it goes on from the same moment.",
                null,
                speech.milliseconds(),
                some,
                0,
                "columns-4",
                speech.pictureWidth(),
                speech.pictureHeight());
        Pages.Front page = new Pages.Front(
                first,
                List.of(
                        new Pages.Entry(
                                "phase.html",
                                "Does phase matter?",
                                "Speech, a cello, drums, clicks and noise, with their phases randomized over short and long "
                                        + "windows, set to zero, or made anew."),
                        new Pages.Entry(
                                "noise.html",
                                "From noise to sound",
                                "What a diffusion model holds at every few steps, and what it believes: to look at and to "
                                        + "hear."),
                        new Pages.Entry(
                                "gallery.html",
                                "Gallery",
                                "Generated clips of every class, as they came; what guidance and the number of steps do; "
                                        + "the nearest training clip beside each."),
                        new Pages.Entry(
                                "vocoder.html",
                                "How good is the vocoder?",
                                "Copies by the network and by the classical methods, the original first; and the "
                                        + "measurements."),
                        new Pages.Entry(
                                "blind.html",
                                "Blind tests",
                                "Whether you hear a difference when you do not know which is which. ABX and MUSHRA, with "
                                        + "honest figures at the end.")));
        return output -> JtefrontGenerated.render((HtmlTemplateOutput) output, null, page);
    }

    // Does phase matter?

    private Panel phasePanel(PanelMaker panels, Original original) throws IOException {
        Audio sound = original.sound();
        StftSpec shown = features.stft();
        List<Take> takes = new ArrayList<>();
        takes.add(new Take("Original", "", sound, original.command()));
        for (double window : WINDOWS) {
            takes.add(randomized(original, window));
        }
        String kept = String.format(Locale.ROOT, "%.0f ms windows", 1000.0 * shown.fftSize() / shown.sampleRate());
        Map<String, PhaseReconstructor> methods = new LinkedHashMap<>();
        methods.put("zero", PhaseReconstructor.named("zero"));
        methods.put("griffin-lim", GriffinLim.fast(ITERATIONS));
        methods.put("pghi", PhaseReconstructor.named("pghi"));
        methods.put("network", network.phase());
        Magnitudes magnitudes = stft.forward(sound).magnitudes();
        methods.forEach((name, method) -> {
            String about =
                    switch (name) {
                        case "zero" -> "every frame a pulse";
                        case "griffin-lim" -> ITERATIONS + " iterations from random phase";
                        case "pghi" -> "integrates what magnitudes imply";
                        default -> "one pass of " + plan.vocoder();
                    };
            Audio copy = reconstructed(method, magnitudes, plan.seed());
            takes.add(new Take(
                    title(name),
                    about,
                    LevelMatch.apply(copy, sound),
                    vocode(original, name, "") + (name.equals("griffin-lim") ? seed() : ""),
                    shown,
                    kept));
        });
        return panels.make(original.id(), original.name(), original.about(), null, takes, 0, "");
    }

    private static String title(String method) {
        return switch (method) {
            case "zero" -> "Zero phase";
            case "random" -> "Random phase";
            case "griffin-lim" -> "Griffin-Lim";
            case "pghi" -> "PGHI";
            default -> "Network";
        };
    }

    private Take randomized(Original original, double window) {
        Framing framing = Framing.ofMilliseconds(window);
        Audio sound = original.sound();
        Audio random = PhaseRandomization.standard()
                .withFraming(framing)
                .withSeed(plan.seed())
                .apply(sound)
                .audio();
        String words = framing.isWhole() ? "whole" : String.format(Locale.ROOT, "%.0f", window);
        StftSpec compared = framing.isWhole() ? features.stft() : framing.stft(sound.sampleRate());
        return new Take(
                framing.isWhole() ? "Random, all at once" : "Random, " + words + " ms",
                framing.isWhole() ? "one transform of the whole sound" : "windows of " + words + " ms, overlap 4",
                LevelMatch.apply(random, sound),
                "phasewright phase randomize " + original.file() + " --window " + words + seed() + " -o random-" + words
                        + ".wav",
                compared,
                framing.isWhole() ? "kept in one transform; in 64 ms windows" : words + " ms windows");
    }

    /** Harmonics whose magnitudes really are the same, for they neither begin nor end. */
    private Panel complexPanel(PanelMaker panels) throws IOException {
        int rate = features.stft().sampleRate();
        int length = (int) Math.round(plan.seconds() * rate);
        Map<ClassicSignal, String> signals = new LinkedHashMap<>();
        signals.put(ClassicSignal.COSINE, "all peaks at once: a pulse a period");
        signals.put(ClassicSignal.SINE, "all rise at once");
        signals.put(ClassicSignal.ALTERNATING, "sine and cosine by turns");
        signals.put(ClassicSignal.RANDOM, "random phases, kept for good");
        signals.put(ClassicSignal.SCHROEDER, "as flat as their sum can be");
        List<Take> takes = new ArrayList<>();
        signals.forEach((signal, about) -> takes.add(new Take(
                signal.title().substring(0, 1).toUpperCase(Locale.ROOT)
                        + signal.title().substring(1),
                about,
                signal.make(COMPLEX_HERTZ, ClassicSignal.HARMONICS, length, rate, plan.seed()),
                "phasewright phase signal " + signal.title() + " --hertz " + COMPLEX_HERTZ + " --seconds "
                        + plan.seconds() + (signal == ClassicSignal.RANDOM ? seed() : "") + " -o " + signal.title()
                        + ".wav",
                takes.isEmpty() ? null : Framing.ofMilliseconds(COMPLEX_WINDOW).stft(rate),
                "256 ms windows")));
        return panels.make(
                "complex",
                "Eight harmonics",
                "A tone of eight equal harmonics, 62.5 Hz and its multiples, with five sets of phases. Nothing is cut into "
                        + "windows here, so the magnitudes are the same in truth; and yet the ear, at so low a pitch, hears "
                        + "how peaked the sum is.",
                null,
                takes,
                0,
                "");
    }

    private String seed() {
        return " --seed " + plan.seed();
    }

    private String vocode(Original original, String method, String more) {
        String by = method.equals("network") ? plan.vocoder() : method;
        return "phasewright vocode " + original.file() + " --vocoder " + by + more + " -o " + method + ".wav";
    }

    private Audio reconstructed(PhaseReconstructor method, Magnitudes magnitudes, long seed) {
        float[] samples = stft.inverse(method.reconstruct(magnitudes, Seeds.stream(seed, "phase", 0)));
        return Audio.mono(samples, features.stft().sampleRate());
    }

    // How good is the vocoder?

    private Panel copyPanel(PanelMaker panels, Original original) throws IOException {
        Audio sound = original.sound();
        LogMel mel = MelFilterBank.of(features).apply(stft.forward(sound).magnitudes());
        Magnitudes known = longAs(sound, MelInversion.of(features).apply(mel));
        ComplexSpectrogram learned = network.spectrum(mel, sound.length());
        List<Take> takes = List.of(
                new Take("Original", "the ground truth", sound, original.command()),
                copy(
                        original,
                        "Network",
                        "as generate does it",
                        learned.magnitudes(),
                        (magnitudes, random) -> learned,
                        vocode(original, "network", " --via mel")),
                copy(
                        original,
                        "Network, refined",
                        REFINEMENT + " iterations of Griffin-Lim after it",
                        learned.magnitudes(),
                        GriffinLim.fast(REFINEMENT).from((magnitudes, random) -> learned),
                        vocode(original, "network", " --via mel --refine " + REFINEMENT)),
                copy(
                        original,
                        "Griffin-Lim",
                        MANY_ITERATIONS + " iterations",
                        known,
                        GriffinLim.fast(MANY_ITERATIONS),
                        vocode(original, "griffin-lim", " --via mel --iterations " + MANY_ITERATIONS) + seed()),
                copy(
                        original,
                        "PGHI",
                        "",
                        known,
                        PhaseReconstructor.named("pghi"),
                        vocode(original, "pghi", " --via mel")),
                copy(
                        original,
                        "Random phase",
                        "what there is to lose",
                        known,
                        PhaseReconstructor.named("random"),
                        vocode(original, "random", " --via mel") + seed()));
        return panels.make("copy-" + original.id(), original.name(), "", null, takes, 0, "");
    }

    private Take copy(
            Original original, String name, String about, Magnitudes known, PhaseReconstructor method, String command) {
        Audio copy = LevelMatch.apply(reconstructed(method, known, plan.seed()), original.sound());
        return new Take(name, about, copy, command, features.stft(), "64 ms windows");
    }

    /** Mel frames do not tell where within the last hop the sound ends. */
    private static Magnitudes longAs(Audio sound, Magnitudes found) {
        return new Magnitudes(found.spec(), sound.length(), found.toArray());
    }

    private Panel generatedPanel(PanelMaker panels, int index) throws IOException {
        String name = className(index);
        LogMel clip = generator
                .generate(SamplingPlan.DEFAULT, Condition.of(index), new long[] {plan.seed()}, SamplingObserver.NONE)
                .get(0);
        List<Take> takes = new ArrayList<>();
        takes.add(new Take("Network", "as generate does it", heard(clip, plan.seed()), generate(index, "")));
        for (String method : List.of("griffin-lim", "pghi", "random", "zero")) {
            Vocoder vocoder = MelVocoder.of(features, PhaseReconstructor.named(method));
            takes.add(new Take(
                    title(method),
                    "",
                    LevelMatch.apply(
                            vocoder.synthesize(clip, Seeds.stream(plan.seed(), "phase", 0)),
                            takes.get(0).sound()),
                    generate(index, " --vocoder " + method)));
        }
        return panels.make("generated-" + id(name), "“" + name + "”", "", null, takes, 0, "small");
    }

    private Audio heard(LogMel clip, long seed) {
        return network.synthesize(clip, Seeds.stream(seed, "phase", 0));
    }

    private String className(int index) {
        return index == Condition.NONE ? "clip" : spec.classes().get(index);
    }

    static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    private String generate(int index, String more) {
        return "phasewright generate" + (index == Condition.NONE ? "" : " " + className(index)) + seed() + " --model "
                + plan.model() + more;
    }

    // From noise to sound

    private Pages.Word word(PanelMaker panels, int index) throws IOException {
        String name = className(index);
        List<Take> states = new ArrayList<>();
        List<Take> guesses = new ArrayList<>();
        LogMel last = generator
                .generate(
                        SamplingPlan.DEFAULT,
                        Condition.of(index),
                        new long[] {plan.seed()},
                        (step, steps, sigma, x, denoised) -> {
                            if (step % STRIDE == 0) {
                                String label = "σ = " + level(sigma);
                                String about = "step " + step;
                                // Divided by its own deviation, so that noise and data have the same range.
                                states.add(new Take(
                                        label,
                                        about,
                                        heard(units(x.toFloatArray(), Math.sqrt(1 + sigma * sigma)), plan.seed()),
                                        null));
                                guesses.add(new Take(
                                        label, about, heard(units(denoised.toFloatArray(), 1), plan.seed()), null));
                            }
                        })
                .get(0);
        Take end = new Take("σ = 0", "the end", heard(last, plan.seed()), generate(index, ""));
        states.replaceAll(take -> take.at(end.sound()));
        states.add(end);
        guesses.add(end);
        return new Pages.Word(
                name,
                panels.make(
                        "guess-" + id(name),
                        "What it believes",
                        "The network’s best guess of the clean clip, from what it holds at each step. With nothing but noise to "
                                + "go by, the best guess is the mean of all it knows of this class: a blurred word.",
                        plan.command(),
                        guesses,
                        0,
                        "small row"),
                panels.make(
                        "state-" + id(name),
                        "What it holds",
                        "The noisy spectrogram itself at the same steps, scaled to the range of a clean one and given a "
                                + "phase, so that one can listen to it. All are as loud as the end.",
                        plan.command(),
                        states,
                        0,
                        "small row"));
    }

    private static String level(double sigma) {
        return sigma >= 10
                ? String.format(Locale.ROOT, "%.0f", sigma)
                : String.format(Locale.ROOT, sigma >= 1 ? "%.1f" : sigma >= 0.1 ? "%.2f" : "%.3f", sigma);
    }

    private LogMel units(float[] values, double scale) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / scale);
        }
        return spec.normalization().denormalize(values, spec.features());
    }

    // Blind tests

    private List<BlindTest> tests(SiteFolder site, List<Panel> phase, List<Panel> copies) throws IOException {
        List<BlindTest> tests = new ArrayList<>();
        tests.add(abx("network-speech", "Speech, two versions", phase.get(0), "Network"));
        tests.add(abx("random-8-note", "A cello, two versions", phase.get(1), "Random, 8 ms"));
        tests.add(abx("pghi-drums", "Drums, two versions", phase.get(2), "PGHI"));
        tests.add(abx("random-32-noise", "Noise, two versions", phase.get(4), "Random, 32 ms", "Random, 8 ms"));
        List<BlindTest.Item> items = new ArrayList<>();
        List<Original> recordings = Original.recordings(plan.seconds());
        for (int i = 0; i < copies.size(); i++) {
            items.add(mushraItem(site, recordings.get(i), copies.get(i)));
        }
        tests.add(new BlindTest(
                "vocoders-mel",
                ListeningResult.Kind.MUSHRA,
                "How near to the original?",
                "Score unnamed versions of three sounds against a named reference, from bad to excellent. The reference is "
                        + "hidden among them once more, and so is a version without anything above 3.5 kHz.",
                0,
                items));
        return tests;
    }

    private static BlindTest abx(String id, String name, Panel panel, String b) {
        return abx(id, name, panel, "Original", b);
    }

    private static BlindTest abx(String id, String name, Panel panel, String a, String b) {
        List<BlindTest.Stimulus> both = List.of(stimulus(panel, a), stimulus(panel, b));
        return new BlindTest(
                id,
                ListeningResult.Kind.ABX,
                name,
                "A and B differ. X is one of them, drawn anew for each trial. Which?",
                ABX_TRIALS,
                List.of(new BlindTest.Item(panel.id(), both)));
    }

    private static BlindTest.Stimulus stimulus(Panel panel, String name) {
        Version version = panel.versions().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new BlindTest.Stimulus(name.toLowerCase(Locale.ROOT), version.sound());
    }

    private BlindTest.Item mushraItem(SiteFolder site, Original original, Panel copies) throws IOException {
        List<BlindTest.Stimulus> stimuli = new ArrayList<>();
        for (Version version : copies.versions()) {
            boolean isReference = stimuli.isEmpty();
            stimuli.add(new BlindTest.Stimulus(
                    isReference ? ListeningResult.REFERENCE : version.name().toLowerCase(Locale.ROOT),
                    version.sound()));
        }
        Audio anchor = LowPass.anchor(original.sound());
        double peak = anchor.peak();
        stimuli.add(new BlindTest.Stimulus("3.5 kHz anchor", site.sound(peak > 1 ? anchor.scaled(1 / peak) : anchor)));
        return new BlindTest.Item(original.id(), stimuli);
    }
}
