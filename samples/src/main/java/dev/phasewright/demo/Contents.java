package dev.phasewright.demo;

import java.util.List;
import java.util.Set;

/** What the first page leads to. */
final class Contents {
    private Contents() {}

    /** All that there may be. */
    private static List<Pages.Entry> entries(boolean withNearest) {
        return List.of(
                new Pages.Entry(
                        WatchPage.FILE,
                        WatchPage.TITLE,
                        "A sound condenses out of noise, step by step: to look at, to scrub through and to hear."),
                new Pages.Entry(
                        PhasePage.FILE,
                        PhasePage.TITLE,
                        "What a spectrogram throws away, and whether one hears it: speech, a cello, drums, clicks and noise, with other "
                                + "phases than their own."),
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
                        MachinePage.FILE,
                        MachinePage.TITLE,
                        "What perfect learning would draw from the same noise: a training clip, again. The network beside it."),
                new Pages.Entry(
                        HealingPage.FILE,
                        HealingPage.TITLE,
                        "What the generator makes of a wrong piece that is put into its way, early and late."),
                new Pages.Entry(
                        MixturePage.FILE,
                        MixturePage.TITLE,
                        "A generator that nobody taught to listen takes a mixture of two of its sounds apart."),
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
     * Those of a site.
     *
     * @param withNearest whether the gallery shows training clips
     * @param files of the pages that there are
     */
    static List<Pages.Entry> of(boolean withNearest, Set<String> files) {
        return entries(withNearest).stream()
                .filter(entry -> files.contains(entry.file()))
                .toList();
    }
}
