package dev.phasewright.demo;

import dev.phasewright.web.BlendPad;
import dev.phasewright.web.KeyboardInstrument;
import dev.phasewright.web.PadSet;
import dev.phasewright.web.Panel;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What each template is given. */
final class Pages {
    private Pages() {}

    /** The first page; without instruments and pads there is nothing to play on it. */
    record Play(
            List<KeyboardInstrument> instruments,
            @Nullable BlendPad blend,
            List<PadSet> pads,
            String kit,
            List<Entry> entries) {}

    /** A line of the contents. */
    record Entry(String file, String name, String about) {}

    /** Does phase matter? */
    record Phase(Panel first, List<Panel> panels, String command) {}

    /** From noise to sound. */
    record Noise(List<Word> words, ModulationSpectrum spectrum, String measured, int steps, String command) {}

    /** One word on its way. */
    record Word(String name, String command, Panel guesses, Panel states) {}

    /** What becomes of damage. */
    record Healing(List<Panel> words, int steps, String study, String command) {}

    /** The gallery. */
    record Gallery(List<Panel> panels, Panel grid, String neighbours, String omitted) {}

    /** The tide. */
    record Tide(
            TideFigures figures,
            Panel sounds,
            double exponent,
            String measured,
            String clip,
            String study,
            String command) {}

    /** Four ways to drown. */
    record Drowning(List<Panel> ways, String word, String clip, String command) {}

    /** The ways up again. */
    record Rising(List<Panel> panels, String word, String command) {}

    /** Diffusion and its rival. */
    record Rival(
            List<Panel> panels,
            String clip,
            String from,
            String rival,
            String diffusion,
            String study,
            String command) {}

    /**
     * Why is it no parrot?
     *
     * @param clips how many the machines know
     */
    record Parrot(List<Panel> panels, String clips, String study, String command) {}

    /**
     * Two at once.
     *
     * @param recorded whether they are recordings, and not generated
     */
    record Mixture(List<Panel> panels, boolean recorded, String study, String command) {}

    /** From coarse to fine? */
    record Coarse(
            CoarseFigures figures,
            List<String> bands,
            String conclusion,
            String measured,
            String study,
            String command) {}

    /** How good is the vocoder? */
    record Vocoder(List<Panel> copies, List<Panel> generated, FidelityTable table) {}

    /** A figure that may be missing, in three digits. */
    static String figure(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.3g", value);
    }
}
