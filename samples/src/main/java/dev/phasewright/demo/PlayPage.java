package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.KitMaker;
import dev.phasewright.kit.KitPlan;
import dev.phasewright.kit.Stroke;
import dev.phasewright.midi.Pad;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.web.BlendPad;
import dev.phasewright.web.KeyboardInstrument;
import dev.phasewright.web.PadSet;
import dev.phasewright.web.SiteAssets;
import dev.phasewright.web.SiteFolder;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first page: a keyboard with notes of a few instruments, two octaves of each, every instrument drawn in one batch; pads
 * with a kit of drums; and where to go from there.
 */
final class PlayPage {
    static final String FILE = "index.html";
    static final String TITLE = "Play what was never recorded";
    /** What it was called while it was not the first, for links that were sent then. */
    static final String OLD_FILE = "play.html";

    private static final int LOWEST = 48;
    private static final int HIGHEST = 72;
    private static final int MOST = 4;
    /** Half the usual steps: there are many notes, and what the other half would add is hardly heard. */
    private static final int STEPS = 12;
    /** What is quieter than the peak by more than 54 dB at a note's end is left out. */
    private static final double SILENCE = 2e-3;

    /** Loudnesses of a pad, and takes of each that take turns. */
    private static final int LAYERS = 2;

    private static final int TAKES = 2;

    /** Between the corners of the square, half way along its edges and in its middle. */
    private static final List<double[]> BETWEEN = List.of(
            new double[] {0.5, 0}, new double[] {0, 0.5}, new double[] {0.5, 0.5}, new double[] {1, 0.5}, new double[] {
                0.5, 1
            });

    /** From one blended note to the next; those between sound at another speed, by three semitones at most. */
    private static final int APART = 6;

    private final DemoPlan plan;
    private final Phasewright notes;
    private final Phasewright drums;
    private final List<KeyboardInstrument> instruments = new ArrayList<>();
    private @Nullable BlendPad blend;
    private List<PadSet> pads = List.of();

    /**
     * A page to be made.
     *
     * @param notes of a model of single notes; left open; null for no keyboard
     * @param drums of a model of drums; left open; null for no pads
     */
    PlayPage(DemoPlan plan, Phasewright notes, Phasewright drums) {
        this.plan = plan;
        this.notes = notes;
        this.drums = drums;
    }

    /** How many sounds it holds; none if there is nothing to play. */
    int sounds() {
        return played() + (drums == null ? 0 : kit().sounds());
    }

    private int played() {
        return notes == null ? 0 : names().size() * pitches().size() + blended();
    }

    private int blended() {
        return names().size() < BlendPad.CORNERS ? 0 : BETWEEN.size() * apart().size();
    }

    private List<Integer> apart() {
        List<Integer> all = pitches();
        return all.stream()
                .filter(pitch -> (pitch - all.get(0)) % APART == APART / 2)
                .toList();
    }

    private KitPlan kit() {
        return new KitPlan(Pad.among(drums.classes()), LAYERS, TAKES, Map.of(), plan.seed());
    }

    private List<String> names() {
        return KeyboardInstrument.suited(notes.classes(), MOST);
    }

    private List<Integer> pitches() {
        PitchRange range = notes.pitches();
        return IntStream.rangeClosed(LOWEST, HIGHEST)
                .filter(range::contains)
                .boxed()
                .toList();
    }

    /** Draws all that can be played. */
    void draw(SiteFolder site, ProgressObserver progress) throws IOException {
        int done = 0;
        for (String name : notes == null ? List.<String>of() : names()) {
            instruments.add(instrument(name, site));
            done += pitches().size();
            progress.at(done);
        }
        blend = notes == null || blended() == 0 ? null : blend(site, progress);
        pads = drums == null ? List.of() : List.of(pads(site, progress));
    }

    /** The page of what was drawn. */
    Page page(List<Pages.Entry> entries) {
        Pages.Play shown = new Pages.Play(instruments, blend, pads, command(), entries);
        return new Page(
                FILE,
                TITLE,
                sounds() == 0 ? List.of() : SiteAssets.PLAY,
                output -> JteplayGenerated.render((HtmlTemplateOutput) output, null, shown));
    }

    private BlendPad blend(SiteFolder site, ProgressObserver progress) throws IOException {
        List<String> corners = names();
        SamplingPlan own = notes.plan();
        SamplingPlan how = shortened(own);
        List<SoundRequest> requests = new ArrayList<>();
        for (double[] point : BETWEEN) {
            Map<String, Double> shares = shares(corners, point[0], point[1]);
            apart().forEach(pitch ->
                    requests.add(SoundRequest.any(plan.seed()).withBlend(shares).withPitch(pitch)));
        }
        int before = played() - blended();
        List<GeneratedSound> made =
                notes.generate(requests, how, (done, total) -> progress.at(before + done * requests.size() / total));
        List<BlendPad.Point> points = new ArrayList<>();
        for (int i = 0; i < BETWEEN.size(); i++) {
            Map<Integer, String> sounds = new TreeMap<>();
            for (int k = 0; k < apart().size(); k++) {
                sounds.put(
                        apart().get(k),
                        site.packed(audible(made.get(i * apart().size() + k).sound())));
            }
            points.add(new BlendPad.Point(BETWEEN.get(i)[0], BETWEEN.get(i)[1], sounds));
        }
        return new BlendPad(
                plan.notes(),
                corners,
                pitches().get(0),
                pitches().get(pitches().size() - 1),
                how.steps() < own.steps() ? STEPS : null,
                plan.seed(),
                points);
    }

    /** Of the corners what a point has, by its distances from the edges. */
    private static Map<String, Double> shares(List<String> corners, double x, double y) {
        double[] all = {(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y};
        Map<String, Double> shares = new TreeMap<>();
        for (int c = 0; c < all.length; c++) {
            if (all[c] > 0) {
                shares.put(corners.get(c), all[c]);
            }
        }
        return shares;
    }

    private PadSet pads(SiteFolder site, ProgressObserver progress) throws IOException {
        DrumKit made = new KitMaker(drums, shortened(drums.plan()))
                .make(kit(), Map.of(), (done, total) -> progress.at(played() + done));
        Map<Pad, List<List<String>>> sounds = new EnumMap<>(Pad.class);
        for (Map.Entry<Pad, List<List<Stroke>>> pad : made.pads().entrySet()) {
            List<List<String>> layers = new ArrayList<>();
            for (List<Stroke> takes : pad.getValue()) {
                List<String> names = new ArrayList<>();
                for (Stroke take : takes) {
                    names.add(site.packed(take.atOnce()));
                }
                layers.add(names);
            }
            sounds.put(pad.getKey(), layers);
        }
        return PadSet.rendered(plan.drums(), plan.seed(), sounds);
    }

    /** The command that makes the kit of the pads. */
    private String command() {
        return drums == null
                ? ""
                : "phasewright kit -o kit --model " + plan.drums() + " --layers " + LAYERS + " --round-robins " + TAKES
                        + (drums.plan().steps() > STEPS ? " --steps " + STEPS : "") + " --seed " + plan.seed();
    }

    private static SamplingPlan shortened(SamplingPlan own) {
        return own.steps() > STEPS ? own.with(own.sampler(), STEPS, own.guidance()) : own;
    }

    private KeyboardInstrument instrument(String name, SiteFolder site) throws IOException {
        List<Integer> pitches = pitches();
        SamplingPlan own = notes.plan();
        SamplingPlan how = shortened(own);
        List<GeneratedSound> made = notes.generate(
                pitches.stream()
                        .map(pitch -> SoundRequest.of(name, plan.seed()).withPitch(pitch))
                        .toList(),
                how,
                GenerationObserver.NONE);
        Map<Integer, String> sounds = new TreeMap<>();
        for (int i = 0; i < made.size(); i++) {
            sounds.put(pitches.get(i), site.packed(audible(made.get(i).sound())));
        }
        return new KeyboardInstrument(
                name,
                plan.notes(),
                pitches.get(0),
                pitches.get(pitches.size() - 1),
                how.steps() < own.steps() ? STEPS : null,
                plan.seed(),
                sounds);
    }

    /** Without the silence at its end, and nowhere beyond full scale. */
    private static Audio audible(Audio note) {
        double peak = note.peak();
        int end = note.length();
        while (end > 1 && Math.abs(note.sample(0, end - 1)) <= SILENCE * peak) {
            end--;
        }
        Audio kept = note.slice(0, end);
        return peak > 1 ? kept.scaled(1 / peak) : kept;
    }
}
