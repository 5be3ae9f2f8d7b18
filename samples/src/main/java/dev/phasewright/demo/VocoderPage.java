package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.audio.Audio;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.copy.CopySynthesis;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.web.DemoSound;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How good is the vocoder? Copies of recordings, and generated magnitudes, by it and by others. */
final class VocoderPage {
    static final String FILE = "vocoder.html";
    static final String TITLE = "How good is the vocoder?";

    private static final int REFINEMENT = 16;
    private static final int ITERATIONS = 100;
    private static final List<String> OTHERS = List.of("griffin-lim", "pghi", "random");

    private final DemoContext context;

    VocoderPage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds. */
    int sounds() {
        int recordings = 3;
        int versions = 3 + OTHERS.size();
        return recordings * versions + (1 + OTHERS.size()) * context.words().size();
    }

    /** One panel for each recording, in their order. */
    List<Panel> copies(List<DemoSound> recordings, PanelMaker panels) throws IOException {
        List<Panel> made = new ArrayList<>();
        for (DemoSound recording : recordings) {
            made.add(panels.make("copy-" + recording.id(), recording.name(), "", null, versions(recording), 0, ""));
        }
        return made;
    }

    Page page(List<Panel> copies, FidelityTable table, PanelMaker panels) throws IOException {
        List<Panel> generated = new ArrayList<>();
        List<Integer> words = context.words();
        List<GeneratedSound> sounds = context.generated(
                context.sampling(),
                words.stream()
                        .map(index -> context.request(index, context.plan().seed()))
                        .toList());
        for (int i = 0; i < words.size(); i++) {
            generated.add(generated(words.get(i), sounds.get(i), panels));
        }
        Pages.Vocoder vocoder = new Pages.Vocoder(copies, generated, table);
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtevocoderGenerated.render((HtmlTemplateOutput) output, null, vocoder));
    }

    private List<PanelSound> versions(DemoSound original) {
        MelSpec features = context.features();
        CopySynthesis network = CopySynthesis.viaMel(context.network());
        String seed = context.seed();
        return List.of(
                new PanelSound("Original", "the ground truth", original.sound(), original.command()),
                copy(
                        original,
                        "Network",
                        "as generate does it",
                        network,
                        context.vocode(original, "network", " --via mel", "network")),
                copy(
                        original,
                        "Network, refined",
                        REFINEMENT + " iterations of Griffin-Lim after it",
                        network.refined(REFINEMENT),
                        context.vocode(original, "network", " --via mel --refine " + REFINEMENT, "refined")),
                copy(
                        original,
                        "Griffin-Lim",
                        ITERATIONS + " iterations",
                        CopySynthesis.viaMel(features, GriffinLim.fast(ITERATIONS)),
                        context.vocode(
                                original,
                                "griffin-lim",
                                " --via mel --iterations " + ITERATIONS + seed,
                                "griffin-lim")),
                copy(
                        original,
                        "PGHI",
                        "integrates what magnitudes imply",
                        CopySynthesis.viaMel(features, PhaseMethods.named("pghi")),
                        context.vocode(original, "pghi", " --via mel", "pghi")),
                copy(
                        original,
                        "Random phase",
                        "what there is to lose",
                        CopySynthesis.viaMel(features, PhaseMethods.named("random")),
                        context.vocode(original, "random", " --via mel" + seed, "random")));
    }

    private PanelSound copy(DemoSound original, String name, String about, CopySynthesis copies, String command) {
        Audio sound = original.sound();
        float[] copy = copies.copy(sound.channel(0), Seeds.phase(context.plan().seed(), 0));
        return new PanelSound(
                name,
                about,
                LevelMatch.apply(Audio.mono(copy, sound.sampleRate()), sound),
                command,
                context.stft().spec(),
                context.windows());
    }

    private Panel generated(int index, GeneratedSound generated, PanelMaker panels) throws IOException {
        long seed = context.plan().seed();
        List<PanelSound> sounds = new ArrayList<>();
        Audio heard = generated.sound();
        sounds.add(new PanelSound("Network", "as generate does it", heard, context.generate(index, "")));
        for (String method : OTHERS) {
            Audio other = MelVocoder.of(context.features(), PhaseMethods.named(method))
                    .synthesize(generated.magnitudes(), Seeds.phase(seed, 0));
            sounds.add(new PanelSound(
                    DemoContext.title(method),
                    method.equals("griffin-lim") ? GriffinLim.standard().iterations() + " iterations" : "",
                    LevelMatch.apply(other, heard),
                    context.generate(index, " --vocoder " + method)));
        }
        return panels.make(
                "generated-" + context.id(index),
                "“" + context.className(index) + "”",
                "",
                null,
                sounds,
                0,
                "small columns-4");
    }
}
