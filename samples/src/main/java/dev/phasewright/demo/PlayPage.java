package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.web.JteplayGenerated;
import dev.phasewright.web.KeyboardInstrument;
import dev.phasewright.web.SiteFolder;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A keyboard with notes of a few instruments, two octaves of each; every instrument is drawn in one batch. */
final class PlayPage {
    static final String FILE = "play.html";
    static final String TITLE = "Play";

    private static final int LOWEST = 48;
    private static final int HIGHEST = 72;
    private static final int MOST = 4;
    /** Half the usual steps: there are many notes, and what the other half would add is hardly heard. */
    private static final int STEPS = 12;
    /** What is quieter than the peak by more than 54 dB at a note's end is left out. */
    private static final double SILENCE = 2e-3;

    /** Those that suit a keyboard: struck, blown, bowed and sung. Of models without them, the first. */
    private static final List<String> PREFERRED = List.of("electric-piano", "flute", "vibraphone", "cello");

    private final DemoPlan plan;
    private final Phasewright notes;

    /** @param notes of a model of single notes; left open */
    PlayPage(DemoPlan plan, Phasewright notes) {
        this.plan = plan;
        this.notes = notes;
    }

    /** How many sounds it holds. */
    int sounds() {
        return names().size() * pitches().size();
    }

    private List<String> names() {
        List<String> all = notes.classes();
        List<String> suited = PREFERRED.stream().filter(all::contains).toList();
        return (suited.isEmpty() ? all : suited).stream().limit(MOST).toList();
    }

    private List<Integer> pitches() {
        PitchRange range = notes.pitches();
        return IntStream.rangeClosed(LOWEST, HIGHEST)
                .filter(range::contains)
                .boxed()
                .toList();
    }

    /** Draws the notes. */
    Page page(SiteFolder site, ProgressObserver progress) throws IOException {
        List<KeyboardInstrument> instruments = new ArrayList<>();
        int done = 0;
        for (String name : names()) {
            instruments.add(instrument(name, site));
            done += pitches().size();
            progress.at(done);
        }
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "plot.js", "play.js"),
                output -> JteplayGenerated.render((HtmlTemplateOutput) output, null, instruments, false));
    }

    private KeyboardInstrument instrument(String name, SiteFolder site) throws IOException {
        List<Integer> pitches = pitches();
        SamplingPlan own = notes.plan();
        boolean halved = own.steps() > STEPS;
        SamplingPlan how = halved ? own.with(own.sampler(), STEPS, own.guidance()) : own;
        List<GeneratedSound> made = notes.generate(
                pitches.stream()
                        .map(pitch -> SoundRequest.of(name, plan.seed()).withPitch(pitch))
                        .toList(),
                how,
                GenerationObserver.NONE);
        Map<Integer, String> sounds = new TreeMap<>();
        for (int i = 0; i < made.size(); i++) {
            sounds.put(pitches.get(i), site.sound(audible(made.get(i).sound())));
        }
        return new KeyboardInstrument(
                name,
                plan.notes(),
                pitches.get(0),
                pitches.get(pitches.size() - 1),
                halved ? STEPS : null,
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
