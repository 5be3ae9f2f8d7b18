package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.CopySynthesis;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.web.DemoSound;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.Take;
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

    private final DemoContext workshop;

    VocoderPage(DemoContext workshop) {
        this.workshop = workshop;
    }

    /** How many sounds it holds. */
    int sounds() {
        int recordings = 3;
        int versions = 3 + OTHERS.size();
        return recordings * versions + (1 + OTHERS.size()) * workshop.words().size();
    }

    /** One panel for each recording, in their order. */
    List<Panel> copies(List<DemoSound> recordings, PanelMaker panels) throws IOException {
        List<Panel> made = new ArrayList<>();
        for (DemoSound recording : recordings) {
            made.add(panels.make("copy-" + recording.id(), recording.name(), "", null, takes(recording), 0, ""));
        }
        return made;
    }

    Page page(List<Panel> copies, FidelityTable table, PanelMaker panels) throws IOException {
        List<Panel> generated = new ArrayList<>();
        for (int index : workshop.words()) {
            generated.add(generated(index, panels));
        }
        Pages.Vocoder vocoder = new Pages.Vocoder(copies, generated, table);
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JtevocoderGenerated.render((HtmlTemplateOutput) output, null, vocoder));
    }

    private List<Take> takes(DemoSound original) {
        MelSpec features = workshop.features();
        CopySynthesis network = CopySynthesis.viaMel(workshop.network());
        String seed = workshop.seed();
        return List.of(
                new Take("Original", "the ground truth", original.sound(), original.command()),
                copy(
                        original,
                        "Network",
                        "as generate does it",
                        network,
                        workshop.vocode(original, "network", " --via mel", "network")),
                copy(
                        original,
                        "Network, refined",
                        REFINEMENT + " iterations of Griffin-Lim after it",
                        network.refined(REFINEMENT),
                        workshop.vocode(original, "network", " --via mel --refine " + REFINEMENT, "refined")),
                copy(
                        original,
                        "Griffin-Lim",
                        ITERATIONS + " iterations",
                        CopySynthesis.viaMel(features, GriffinLim.fast(ITERATIONS)),
                        workshop.vocode(
                                original,
                                "griffin-lim",
                                " --via mel --iterations " + ITERATIONS + seed,
                                "griffin-lim")),
                copy(
                        original,
                        "PGHI",
                        "integrates what magnitudes imply",
                        CopySynthesis.viaMel(features, PhaseMethods.named("pghi")),
                        workshop.vocode(original, "pghi", " --via mel", "pghi")),
                copy(
                        original,
                        "Random phase",
                        "what there is to lose",
                        CopySynthesis.viaMel(features, PhaseMethods.named("random")),
                        workshop.vocode(original, "random", " --via mel" + seed, "random")));
    }

    private Take copy(DemoSound original, String name, String about, CopySynthesis copies, String command) {
        Audio sound = original.sound();
        float[] copy =
                copies.copy(sound.channel(0), Seeds.phase(workshop.plan().seed(), 0));
        return new Take(
                name,
                about,
                LevelMatch.apply(Audio.mono(copy, sound.sampleRate()), sound),
                command,
                workshop.stft().spec(),
                workshop.windows());
    }

    private Panel generated(int index, PanelMaker panels) throws IOException {
        long seed = workshop.plan().seed();
        LogMel clip = workshop.generator()
                .generate(workshop.sampling(), Condition.of(index), new long[] {seed}, SamplingObserver.NONE)
                .get(0);
        List<Take> takes = new ArrayList<>();
        Audio heard = workshop.heard(clip, seed);
        takes.add(new Take("Network", "as generate does it", heard, workshop.generate(index, "")));
        for (String method : OTHERS) {
            Audio other = MelVocoder.of(workshop.features(), PhaseMethods.named(method))
                    .synthesize(clip, Seeds.phase(seed, 0));
            takes.add(new Take(
                    DemoContext.title(method),
                    method.equals("griffin-lim") ? GriffinLim.standard().iterations() + " iterations" : "",
                    LevelMatch.apply(other, heard),
                    workshop.generate(index, " --vocoder " + method)));
        }
        return panels.make(
                "generated-" + workshop.id(index),
                "“" + workshop.className(index) + "”",
                "",
                null,
                takes,
                0,
                "small columns-4");
    }
}
