package dev.phasewright.demo;

import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelVersion;
import gg.jte.html.HtmlTemplateOutput;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The first page: something to hear at once, and the contents. */
final class FrontPage {
    private FrontPage() {}

    /** All that there may be. */
    private static List<Pages.Entry> entries(boolean withNearest) {
        return List.of(
                new Pages.Entry(
                        PlayPage.FILE,
                        PlayPage.TITLE,
                        "A keyboard for your fingers or a MIDI port, of instruments that were never recorded."),
                new Pages.Entry(
                        WatchPage.FILE,
                        WatchPage.TITLE,
                        "A sound condenses out of noise, step by step: to look at, to scrub through and to hear."),
                new Pages.Entry(
                        PhasePage.FILE,
                        PhasePage.TITLE,
                        "Speech, a cello, drums, clicks and noise, with their phases randomized over short and long windows, set to "
                                + "zero, or made anew."),
                new Pages.Entry(
                        GrabPage.FILE,
                        GrabPage.TITLE,
                        "Eight harmonics as clock hands to turn: the wave changes, the spectrum stands still. Do you hear it?"),
                new Pages.Entry(
                        NoisePage.FILE,
                        NoisePage.TITLE,
                        "What a diffusion model holds on its way, and what it believes: to look at and to hear."),
                new Pages.Entry(
                        TidePage.FILE,
                        TidePage.TITLE,
                        "Noise that rises over a spectrogram drowns the fine before the coarse. A clip to drown and to find again."),
                new Pages.Entry(
                        CoarsePage.FILE,
                        CoarsePage.TITLE,
                        "Is diffusion autoregression in disguise? Which octaves of the network’s answer hang on which of its question."),
                new Pages.Entry(
                        RivalPage.FILE,
                        RivalPage.TITLE,
                        "Autoregression by the letter, and diffusion: both finish the same clip, of which more and more is given."),
                new Pages.Entry(
                        DrowningPage.FILE,
                        DrowningPage.TITLE,
                        "White noise, noise like sounds, blur with noise and blur alone, at levels that leave as much of a clip."),
                new Pages.Entry(
                        RisingPage.FILE,
                        RisingPage.TITLE,
                        "Models that undo one corruption each draw the same word: what they hold and what they believe on the way."),
                new Pages.Entry(
                        HealingPage.FILE,
                        HealingPage.TITLE,
                        "What the generator makes of a wrong piece that is put into its way, early and late."),
                new Pages.Entry(
                        GalleryPage.FILE,
                        GalleryPage.TITLE,
                        "Generated clips of every class, as they came; what guidance and the number of steps do"
                                + (withNearest ? "; the nearest training clip beside each." : ".")),
                new Pages.Entry(
                        VocoderPage.FILE,
                        VocoderPage.TITLE,
                        "Copies by the network and by the classical methods, the original first; and the measurements."),
                new Pages.Entry(
                        BlindPage.FILE,
                        BlindPage.TITLE,
                        "Whether you hear a difference when you do not know which is which. ABX and MUSHRA, with honest figures at "
                                + "the end."));
    }

    /**
     * The page.
     *
     * @param speech the panel that the first page has some versions of
     * @param withNearest whether the gallery shows training clips
     * @param files of the pages that there are
     */
    static Page of(Panel speech, boolean withNearest, Set<String> files) {
        List<PanelVersion> some = Stream.of(
                        PhasePage.ORIGINAL, PhasePage.randomName(32), PhasePage.randomName(256), PhasePage.NETWORK)
                .map(name -> speech.version(name).alone())
                .toList();
        Panel panel = new Panel(
                "first",
                "Hear it",
                "One sentence, four times. Two versions were cut into windows, of a thirtieth and of a quarter of a second, and got "
                        + "random phases; the last has phases that a network thought up. Press Play, then choose another "
                        + "version: it goes on from the same moment.",
                null,
                speech.milliseconds(),
                some,
                0,
                "columns-4",
                speech.pictureWidth(),
                speech.pictureHeight(),
                speech.scale());
        Pages.Front front = new Pages.Front(
                panel,
                entries(withNearest).stream()
                        .filter(entry -> files.contains(entry.file()))
                        .toList());
        return new Page(
                "index.html",
                "Phase, and how to do without it",
                List.of("deck.js", "player.js"),
                output -> JtefrontGenerated.render((HtmlTemplateOutput) output, null, front));
    }
}
