package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.web.BlindTest;
import dev.phasewright.web.DemoSound;
import dev.phasewright.web.JteblindGenerated;
import dev.phasewright.web.ListeningResult;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelVersion;
import dev.phasewright.web.SiteFolder;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The blind tests, between versions that other pages show. */
final class BlindPage {
    static final String FILE = "blind.html";
    static final String TITLE = "Blind tests";

    private BlindPage() {}

    /**
     * The page.
     *
     * @param phase the panels of {@link PhasePage}
     * @param recordings what was copied
     * @param copies the panels of {@link VocoderPage}, one for each recording
     */
    static Page of(List<Panel> phase, List<DemoSound> recordings, List<Panel> copies, SiteFolder site)
            throws IOException {
        List<BlindTest> tests = new ArrayList<>();
        tests.add(abx("network-speech", "Speech, two versions", phase.get(0), PhasePage.ORIGINAL, PhasePage.NETWORK));
        tests.add(abx(
                "random-8-note", "A cello, two versions", phase.get(1), PhasePage.ORIGINAL, PhasePage.randomName(8)));
        tests.add(
                abx("pghi-drums", "Drums, two versions", phase.get(2), PhasePage.ORIGINAL, DemoContext.title("pghi")));
        tests.add(abx(
                "random-32-noise",
                "Noise, two versions",
                phase.get(4),
                PhasePage.randomName(32),
                PhasePage.randomName(8)));
        List<BlindTest.Item> items = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            items.add(item(site, recordings.get(i), copies.get(i)));
        }
        tests.add(BlindTest.mushra("vocoders-mel", items));
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "blind.js"),
                output -> JteblindGenerated.render((HtmlTemplateOutput) output, null, tests));
    }

    private static BlindTest abx(String id, String name, Panel panel, String a, String b) {
        return BlindTest.abx(id, name, new BlindTest.Item(panel.id(), List.of(stimulus(panel, a), stimulus(panel, b))));
    }

    private static BlindTest.Stimulus stimulus(Panel panel, String name) {
        return new BlindTest.Stimulus(
                name.toLowerCase(Locale.ROOT), panel.version(name).sound());
    }

    private static BlindTest.Item item(SiteFolder site, DemoSound original, Panel copies) throws IOException {
        List<BlindTest.Stimulus> stimuli = new ArrayList<>();
        for (PanelVersion version : copies.versions()) {
            boolean isReference = stimuli.isEmpty();
            stimuli.add(new BlindTest.Stimulus(
                    isReference ? ListeningResult.REFERENCE : version.name().toLowerCase(Locale.ROOT),
                    version.sound()));
        }
        Audio anchor = original.anchor();
        double peak = anchor.peak();
        stimuli.add(new BlindTest.Stimulus(BlindTest.ANCHOR, site.sound(peak > 1 ? anchor.scaled(1 / peak) : anchor)));
        return new BlindTest.Item(original.id(), stimuli);
    }
}
