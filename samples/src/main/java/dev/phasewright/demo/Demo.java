package dev.phasewright.demo;

import dev.phasewright.Phasewright;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.copy.VocoderChoice;
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
import java.util.Objects;
import java.util.stream.Stream;

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
    private final NetworkVocoder network;
    private final FidelityTable table;
    private final PhasePage phase;
    private final NoisePage noise;
    private final TidePage tide;
    private final CoarsePage coarse;
    private final DrowningPage drowning;
    private final HealingPage healing;
    private final GalleryPage gallery;
    private final VocoderPage vocoder;
    private final List<ModelFolder> watched;
    private final PlayPage play;

    /**
     * A site to be made.
     *
     * @param network takes the generator's features
     * @param table what the vocoder's page shows
     * @param play the instruments
     * @param watched models that are watched drawing a sound; may be none
     */
    Demo(
            DemoPlan plan,
            MagnitudeGenerator generator,
            NetworkVocoder network,
            FidelityTable table,
            PlayPage play,
            List<ModelFolder> watched) {
        this.context = new DemoContext(plan, generator, network);
        this.plan = plan;
        this.watched = watched;
        this.network = network;
        this.table = table;
        this.phase = new PhasePage(context);
        this.noise = new NoisePage(context);
        this.tide = new TidePage(context);
        this.coarse = new CoarsePage(context);
        this.drowning = new DrowningPage(context);
        this.healing = new HealingPage(context);
        this.gallery = new GalleryPage(context);
        this.vocoder = new VocoderPage(context);
        this.play = play;
    }

    /** How many sounds the site will hold: what its progress counts to. */
    int sounds() {
        return before()
                + PhasePage.sounds()
                + noise.sounds()
                + tide.sounds()
                + drowning.sounds()
                + healing.sounds()
                + gallery.sounds()
                + vocoder.sounds();
    }

    /** What is made before the panels are. */
    private int before() {
        return play.sounds() + watched.size();
    }

    /**
     * Makes the site.
     *
     * @param folder an empty folder
     * @param progress told of the sounds that are made
     * @throws IOException if something cannot be written, or the corpus cannot be read
     */
    void writeTo(Path folder, ProgressObserver progress) throws IOException {
        SiteFolder site = new SiteFolder(folder, plan.address());
        Page instruments = play.sounds() == 0 ? null : play.page(site, progress);
        Page drawing = watched.isEmpty() ? null : drawing(site, progress);
        PanelMaker panels = new PanelMaker(site, done -> progress.at(before() + done));
        List<DemoSound> originals = new ArrayList<>();
        for (DemoSound original : DemoSound.all(plan.seconds())) {
            originals.add(site.original(original));
        }
        List<DemoSound> recordings = originals.subList(0, RECORDINGS);
        List<Panel> rephased = phase.panels(originals, panels);
        List<Panel> copies = vocoder.copies(recordings, panels);
        PanelMaker packed = panels.packed();
        Page clips = gallery.page(packed);
        MeasuredClips measured = MeasuredClips.of(context, gallery.clips());
        List<Page> pages = new ArrayList<>(List.of(
                FrontPage.of(rephased.get(0), plan.corpus() != null, instruments != null, !watched.isEmpty()),
                phase.page(rephased),
                GrabPage.page(),
                noise.page(gallery.clips(), packed),
                healing.page(packed),
                // Late, for what it asks the generator is not asked again, and would have others' answers forgotten.
                tide.page(measured, packed),
                coarse.page(measured),
                drowning.page(measured.spectrum(), packed),
                clips,
                vocoder.page(copies, table, panels),
                BlindPage.of(rephased, recordings, copies, site)));
        Stream.of(drawing, instruments).filter(Objects::nonNull).forEach(page -> pages.add(1, page));
        for (Page page : pages) {
            site.page(frame(page), page.body());
        }
        site.linkPicture(LinkPicture.of(context));
        site.finish();
    }

    /** Models are loaded one after the other, as each is big. */
    private Page drawing(SiteFolder site, ProgressObserver progress) throws IOException {
        WatchPage page = new WatchPage(plan);
        for (int i = 0; i < watched.size(); i++) {
            try (Phasewright model = open(watched.get(i))) {
                page.add(plan.watched().get(i), model, site);
            }
            progress.at(play.sounds() + i + 1L);
        }
        return page.page();
    }

    @SuppressWarnings("UnnecessaryMethodReference")
    private Phasewright open(ModelFolder folder) throws IOException {
        MelSpec made = GeneratorSpec.of(folder).features();
        return made.equals(network.spec().features())
                // Not the vocoder itself, which would be closed with this one.
                ? new Phasewright(MagnitudeGenerator.load(folder, Precision.FLOAT32), network::synthesize)
                : Phasewright.load(folder, Precision.FLOAT32, VocoderChoice.suiting(made));
    }

    private Frame frame(Page page) {
        String description = "Phasewright: " + page.title() + (page.title().endsWith("?") ? " " : ". ")
                + "Sounds to compare while they play, and blind tests.";
        String colophon = "Made by " + plan.command() + ". Generator: " + plan.model() + "; vocoder: " + plan.vocoder()
                + ". Everything runs in this page; nothing is fetched from elsewhere.";
        List<Frame.Link> links = new ArrayList<>(LINKS);
        if (!watched.isEmpty()) {
            links.add(0, new Frame.Link(WatchPage.FILE, "Watch"));
        }
        if (play.sounds() > 0) {
            links.add(0, new Frame.Link(PlayPage.FILE, PlayPage.TITLE));
        }
        return new Frame(page.title(), description, page.file(), links, page.scripts(), colophon, null, "");
    }
}
