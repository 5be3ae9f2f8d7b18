package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.theory.FineGraining;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.web.Panel;
import dev.phasewright.web.PanelMaker;
import dev.phasewright.web.PanelSound;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Diffusion against autoregression: both finish the same clip, of which more and more is given. */
final class RivalPage {
    static final String FILE = "rival.html";
    static final String TITLE = "Diffusion and its rival";

    /** How many of the rival's coefficients are given. */
    private static final List<Integer> GIVEN = List.of(0, 4, 16, 64);

    private final DemoContext context;

    RivalPage(DemoContext context) {
        this.context = context;
    }

    /** How many sounds it holds, at most. */
    static int sounds() {
        return 4 * GIVEN.size();
    }

    /**
     * What is finished.
     *
     * @param clip of the rival's length
     * @param word its class; null if it has none that both know
     * @param file where it is from; null if the generator made it
     */
    private record Finished(LogMel clip, @Nullable String word, @Nullable String file) {}

    /**
     * The page.
     *
     * @param names how commands call the rival, and the model of diffusion
     */
    Page page(List<String> names, AutoregressiveGenerator rival, MagnitudeGenerator diffusion, PanelMaker panels)
            throws IOException {
        Finished finished = finished(rival, diffusion);
        FineGraining rivals = new FineGraining(
                rival, diffusion, diffusion.plan().deterministic(), AutoregressiveGenerator.TEMPERATURE);
        List<Panel> all = new ArrayList<>();
        for (int given : GIVEN) {
            if (given <= rival.steps()) {
                all.add(panel(given, finished, rivals, rival, panels));
            }
        }
        String word = finished.word();
        Pages.Rival page = new Pages.Rival(
                all,
                word == null ? "a clip" : "“" + word + "”",
                finished.file() == null
                        ? "made by the generator, since no corpus was given"
                        : "from " + finished.file(),
                told(names.get(0), rival.spec()),
                names.get(1) + origin(diffusion.spec().origin()),
                "phasewright study finegrain " + (finished.file() == null ? "FILE" : finished.file()) + " --rival "
                        + names.get(0) + " --model " + names.get(1) + (word == null ? "" : " --class " + word)
                        + " --given 0,4,16,64" + context.seed(),
                context.plan().command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "player.js"),
                output -> JterivalGenerated.render((HtmlTemplateOutput) output, null, page));
    }

    private Panel panel(
            int given, Finished finished, FineGraining rivals, AutoregressiveGenerator rival, PanelMaker panels)
            throws IOException {
        LogMel clip = finished.clip();
        long seed = context.plan().seed();
        FineGraining.Versions versions =
                rivals.finish(List.of(clip), given, finished.word(), seed).get(0);
        LogMel shown = given == 0 ? rival.read(clip) : versions.alone();
        List<Audio> heard = context.heard(List.of(clip, shown, versions.written(), versions.denoised()), seed);
        Audio loud = heard.get(0);
        String second = given == 0 ? "Written and read" : "What is given";
        List<PanelSound> sounds = List.of(
                new PanelSound("The clip", "as it is", loud, null),
                new PanelSound(second, off(shown, clip), heard.get(1), null).at(loud),
                new PanelSound("Autoregression", off(versions.written(), clip), heard.get(2), null).at(loud),
                new PanelSound("Diffusion", off(versions.denoised(), clip), heard.get(3), null).at(loud));
        return panels.make(
                "given-" + given,
                given == 0 ? "Nothing is given" : given + " coefficients are given",
                given == 0
                        ? "Both make the word from nothing, so neither can be near this one clip. The second sound is the clip as "
                                + "the rival writes it down, rounded: no rival can be better than that."
                        : "",
                null,
                sounds,
                given == 0 ? 2 : 1,
                "columns-4");
    }

    private static String off(LogMel version, LogMel clip) {
        return String.format(Locale.ROOT, "%.2f nepers off", FineGraining.distance(version, clip));
    }

    /** A clip that the corpus holds out, or one that it trained on if it holds out none; else one of the generator's. */
    private Finished finished(AutoregressiveGenerator rival, MagnitudeGenerator diffusion) throws IOException {
        String name = context.className(context.words().get(0));
        boolean known = rival.spec().classes().contains(name)
                && diffusion.spec().classes().contains(name);
        String word = known ? name : null;
        Path file =
                known && context.plan().corpus() != null ? first(context.plan().corpus(), name) : null;
        LogMel sound = file == null
                ? context.word()
                : LogMelDataset.features(SoundFile.read(file), rival.spec().features());
        return new Finished(
                rival.fitted(sound),
                word,
                file == null ? null : shown(context.plan().corpus(), file));
    }

    private static @Nullable Path first(Path corpus, String word) throws IOException {
        for (String part : List.of("validation", "train")) {
            Path folder = corpus.resolve(part).resolve(word);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    Path first = files.filter(Files::isRegularFile)
                            .sorted()
                            .findFirst()
                            .orElse(null);
                    if (first != null) {
                        return first;
                    }
                }
            }
        }
        return null;
    }

    /** A file of a corpus without the folders that the corpus lies in. */
    private static String shown(Path corpus, Path file) {
        return corpus.toAbsolutePath()
                .normalize()
                .getFileName()
                .resolve(corpus.relativize(file))
                .toString();
    }

    private static String told(String name, AutoregressiveSpec spec) {
        return String.format(
                        Locale.ROOT,
                        "%s, %d coefficients in steps of %s",
                        name,
                        spec.coefficients().length(),
                        spec.coefficients().step())
                + origin(spec.origin());
    }

    private static String origin(Map<String, String> origin) {
        String steps = origin.get("steps");
        return steps == null ? "" : ", learned in " + steps;
    }
}
