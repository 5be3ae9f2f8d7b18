package dev.phasewright.demo;

import dev.phasewright.Phasewright;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.web.DemoSound;
import dev.phasewright.web.Frame;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.SiteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A site's contents: makes every sound, draws it, and writes the pages. The models are used and left open. */
final class Demo {
    private static final int RECORDINGS = 3;

    private static final List<Frame.Link> LINKS = List.of(
            new Frame.Link(PhasePage.FILE, PhasePage.TITLE),
            new Frame.Link(GrabPage.FILE, "Grab it"),
            new Frame.Link(NoisePage.FILE, NoisePage.TITLE),
            new Frame.Link(TidePage.FILE, TidePage.TITLE),
            new Frame.Link(CoarsePage.FILE, "Coarse to fine"),
            new Frame.Link(DrowningPage.FILE, "Drowning"),
            new Frame.Link(HealingPage.FILE, "Healing"),
            new Frame.Link(GalleryPage.FILE, GalleryPage.TITLE),
            new Frame.Link(VocoderPage.FILE, "The vocoder"),
            new Frame.Link(BlindPage.FILE, BlindPage.TITLE));

    private final DemoPlan plan;
    private final DemoContext context;
    private final FidelityTable table;
    private final PhasePage phase;
    private final NoisePage noise;
    private final TidePage tide;
    private final CoarsePage coarse;
    private final DrowningPage drowning;
    private final HealingPage healing;
    private final GalleryPage gallery;
    private final VocoderPage vocoder;
    /** Null if there is no keyboard. */
    private final PlayPage play;

    /**
     * A site to be made.
     *
     * @param network takes the generator's features
     * @param table what the vocoder's page shows
     * @param notes what the keyboard plays; null for no keyboard
     */
    Demo(
            DemoPlan plan,
            MagnitudeGenerator generator,
            NetworkVocoder network,
            FidelityTable table,
            MagnitudeGenerator notes) {
        DemoContext context = new DemoContext(plan, generator, network);
        this.plan = plan;
        this.table = table;
        this.phase = new PhasePage(context);
        this.noise = new NoisePage(context);
        this.context = context;
        this.tide = new TidePage(context);
        this.coarse = new CoarsePage(context);
        this.drowning = new DrowningPage(context);
        this.healing = new HealingPage(context);
        this.gallery = new GalleryPage(context);
        this.vocoder = new VocoderPage(context);
        this.play = notes == null ? null : new PlayPage(plan, new Phasewright(notes, network));
    }

    /** How many sounds the site will hold: what its progress counts to. */
    int sounds() {
        return played()
                + PhasePage.sounds()
                + noise.sounds()
                + tide.sounds()
                + drowning.sounds()
                + healing.sounds()
                + gallery.sounds()
                + vocoder.sounds();
    }

    private int played() {
        return play == null ? 0 : play.sounds();
    }

    /**
     * Makes the site.
     *
     * @param folder an empty folder
     * @param progress told of the sounds that are made
     * @throws IOException if something cannot be written, or the corpus cannot be read
     */
    void writeTo(Path folder, ProgressObserver progress) throws IOException {
        SiteFolder site = new SiteFolder(folder);
        Page keyboard = play == null ? null : play.page(site, progress);
        PanelMaker panels = new PanelMaker(site, done -> progress.at(played() + done));
        List<DemoSound> originals = new ArrayList<>();
        for (DemoSound original : DemoSound.all(plan.seconds())) {
            originals.add(site.original(original));
        }
        List<DemoSound> recordings = originals.subList(0, RECORDINGS);
        List<Panel> rephased = phase.panels(originals, panels);
        List<Panel> copies = vocoder.copies(recordings, panels);
        Page clips = gallery.page(panels);
        MeasuredClips measured = MeasuredClips.of(context, gallery.clips());
        List<Page> pages = new ArrayList<>(List.of(
                FrontPage.of(rephased.get(0), plan.corpus() != null, play != null),
                phase.page(rephased),
                GrabPage.page(),
                noise.page(gallery.clips(), panels),
                healing.page(panels),
                // Late, for what it asks the generator is not asked again, and would have others' answers forgotten.
                tide.page(measured, panels),
                coarse.page(measured),
                drowning.page(measured.spectrum(), panels),
                clips,
                vocoder.page(copies, table, panels),
                BlindPage.of(rephased, recordings, copies, site)));
        if (keyboard != null) {
            pages.add(1, keyboard);
        }
        for (Page page : pages) {
            site.page(frame(page), page.body());
        }
    }

    private Frame frame(Page page) {
        String description = "Phasewright: " + page.title() + (page.title().endsWith("?") ? " " : ". ")
                + "Sounds to compare while they play, and blind tests.";
        String colophon = "Made by " + plan.command() + ". Generator: " + plan.model() + "; vocoder: " + plan.vocoder()
                + ". Everything runs in this page; nothing is fetched from elsewhere.";
        List<Frame.Link> links = new ArrayList<>(LINKS);
        if (play != null) {
            links.add(0, new Frame.Link(PlayPage.FILE, PlayPage.TITLE));
        }
        return new Frame(page.title(), description, page.file(), links, page.scripts(), colophon, null, "");
    }
}
