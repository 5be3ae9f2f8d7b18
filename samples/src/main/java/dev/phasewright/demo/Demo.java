package dev.phasewright.demo;

import dev.phasewright.Phasewright;
import dev.phasewright.autoregressive.AutoregressiveGenerator;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A site's contents: makes every sound, draws it, and writes the pages. The models are used and left open. */
final class Demo {
    private static final int RECORDINGS = 3;

    /** All that there may be. */
    private static final List<Frame.Link> LINKS = List.of(
            new Frame.Link(PlayPage.FILE, "Play"),
            new Frame.Link(WatchPage.FILE, "Watch"),
            new Frame.Link(PhasePage.FILE, PhasePage.TITLE),
            new Frame.Link(GrabPage.FILE, "Grab it"),
            new Frame.Link(NoisePage.FILE, NoisePage.TITLE),
            new Frame.Link(TidePage.FILE, TidePage.TITLE),
            new Frame.Link(CoarsePage.FILE, "Coarse to fine"),
            new Frame.Link(RivalPage.FILE, "The rival"),
            new Frame.Link(DrowningPage.FILE, "Drowning"),
            new Frame.Link(RisingPage.FILE, "Rising"),
            new Frame.Link(MachinePage.FILE, "No parrot"),
            new Frame.Link(HealingPage.FILE, "Healing"),
            new Frame.Link(MixturePage.FILE, MixturePage.TITLE),
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
    private final MachinePage machines;
    private final HealingPage healing;
    private final MixturePage mixture;
    private final GalleryPage gallery;
    private final VocoderPage vocoder;
    private final DemoModels others;
    private final PlayPage play;

    /**
     * A site to be made.
     *
     * @param network takes the generator's features
     * @param table what the vocoder's page shows
     * @param play the instruments
     * @param others models that have pages of their own
     */
    Demo(
            DemoPlan plan,
            MagnitudeGenerator generator,
            NetworkVocoder network,
            FidelityTable table,
            PlayPage play,
            DemoModels others) {
        this.context = new DemoContext(plan, generator, network);
        this.plan = plan;
        this.others = others;
        this.network = network;
        this.table = table;
        this.phase = new PhasePage(context);
        this.noise = new NoisePage(context);
        this.tide = new TidePage(context);
        this.coarse = new CoarsePage(context);
        this.drowning = new DrowningPage(context);
        this.machines = new MachinePage(context);
        this.healing = new HealingPage(context);
        this.mixture = new MixturePage(context);
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
                + others.undoing().size() * RisingPage.sounds()
                + (others.rivals().isEmpty() ? 0 : RivalPage.sounds())
                + (plan.corpus() == null ? 0 : machines.sounds())
                + healing.sounds()
                + mixture.sounds()
                + gallery.sounds()
                + vocoder.sounds();
    }

    /** What is made before the panels are. */
    private int before() {
        return play.sounds() + others.watched().size();
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
        play.draw(site, progress);
        Page drawing = others.watched().isEmpty() ? null : drawing(site, progress);
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
        List<Page> pages = Stream.of(
                        drawing,
                        phase.page(rephased),
                        GrabPage.page(),
                        noise.page(gallery.clips(), packed),
                        healing.page(packed),
                        // Late, for what it asks the generator is not asked again, and would have others' answers
                        // forgotten.
                        tide.page(measured, packed),
                        coarse.page(measured),
                        drowning.page(measured.spectrum(), packed),
                        rising(measured, packed),
                        rival(packed),
                        plan.corpus() == null ? null : machines.page(packed),
                        mixture.sounds() == 0 ? null : mixture.page(packed),
                        clips,
                        vocoder.page(copies, table, panels),
                        BlindPage.of(rephased, recordings, copies, site))
                .filter(Objects::nonNull)
                .toList();
        Page front = play.page(Contents.of(plan.corpus() != null, files(pages)));
        // One on which there is nothing to play is not called Play.
        Set<String> named = files(
                play.sounds() > 0
                        ? Stream.concat(Stream.of(front), pages.stream()).toList()
                        : pages);
        site.page(frame(front, named), front.body());
        if (play.sounds() > 0) {
            site.alias(PlayPage.OLD_FILE, front.file());
        }
        for (Page page : pages) {
            site.page(frame(page, named), page.body());
        }
        site.linkPicture(LinkPicture.of(context));
        site.finish();
    }

    /** Models are loaded one after the other, as each is big. */
    private Page drawing(SiteFolder site, ProgressObserver progress) throws IOException {
        WatchPage page = new WatchPage(plan);
        for (int i = 0; i < others.watched().size(); i++) {
            try (Phasewright model = open(others.watched().get(i))) {
                page.add(plan.watched().get(i), model, site);
            }
            progress.at(play.sounds() + i + 1L);
        }
        return page.page();
    }

    private @Nullable Page rising(MeasuredClips measured, PanelMaker panels) throws IOException {
        if (others.undoing().isEmpty()) {
            return null;
        }
        RisingPage page = new RisingPage(context, measured.spectrum());
        for (int i = 0; i < others.undoing().size(); i++) {
            try (MagnitudeGenerator model =
                    MagnitudeGenerator.load(others.undoing().get(i), Precision.FLOAT32)) {
                page.add(plan.undoing().get(i), model, panels);
            }
        }
        return page.page();
    }

    private @Nullable Page rival(PanelMaker panels) throws IOException {
        if (others.rivals().isEmpty()) {
            return null;
        }
        try (AutoregressiveGenerator writer =
                        AutoregressiveGenerator.load(others.rivals().get(0), Precision.FLOAT32);
                MagnitudeGenerator denoiser =
                        MagnitudeGenerator.load(others.rivals().get(1), Precision.FLOAT32)) {
            return new RivalPage(context).page(List.of(plan.rival(), plan.against()), writer, denoiser, panels);
        }
    }

    @SuppressWarnings("UnnecessaryMethodReference")
    private Phasewright open(ModelFolder folder) throws IOException {
        MelSpec made = GeneratorSpec.of(folder).features();
        return made.equals(network.spec().features())
                // Not the vocoder itself, which would be closed with this one.
                ? new Phasewright(MagnitudeGenerator.load(folder, Precision.FLOAT32), network::synthesize)
                : Phasewright.load(folder, Precision.FLOAT32, VocoderChoice.suiting(made));
    }

    private static Set<String> files(List<Page> pages) {
        return pages.stream().map(Page::file).collect(Collectors.toSet());
    }

    /** @param named the files of all that are named at the top of each */
    private Frame frame(Page page, Set<String> named) {
        String description = "Phasewright: " + page.title() + (page.title().endsWith("?") ? " " : ". ")
                + "Sounds to compare while they play, and blind tests.";
        String colophon = "Made by " + plan.command() + ". Generator: " + plan.model() + "; vocoder: " + plan.vocoder()
                + ". Everything runs in this page; nothing is fetched from elsewhere.";
        List<Frame.Link> links =
                LINKS.stream().filter(link -> named.contains(link.file())).toList();
        return new Frame(page.title(), description, page.file(), links, page.scripts(), colophon, null, "");
    }
}
