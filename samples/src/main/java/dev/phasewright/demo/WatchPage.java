package dev.phasewright.demo;

import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.data.PitchRange;
import dev.phasewright.web.JtewatchGenerated;
import dev.phasewright.web.RecordedDrawing;
import dev.phasewright.web.SiteFolder;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sound of each model as it comes out of noise, step by step. */
final class WatchPage {
    static final String FILE = "watch.html";
    static final String TITLE = "Watch it being drawn";

    /** What is worth looking at: a word with a glide, a note with many partials. Of models without them, the middle. */
    private static final List<String> PREFERRED = List.of("seven", "cello");

    /** Low enough for its partials to be seen one by one: G3. */
    private static final int PITCH = 55;

    private final DemoPlan plan;
    private final List<RecordedDrawing> drawn = new ArrayList<>();

    WatchPage(DemoPlan plan) {
        this.plan = plan;
    }

    /** Draws a sound of a model; the page shows the models in the order in which they came. */
    void add(String name, Phasewright model, SiteFolder site) throws IOException {
        drawn.add(RecordedDrawing.of(name, model, request(model), site));
    }

    private SoundRequest request(Phasewright model) {
        List<String> classes = model.classes();
        if (classes.isEmpty()) {
            return SoundRequest.any(plan.seed());
        }
        String name = PREFERRED.stream().filter(classes::contains).findFirst().orElse(classes.get(classes.size() / 2));
        SoundRequest request = SoundRequest.of(name, plan.seed());
        PitchRange pitches = model.pitches();
        return pitches.isEmpty()
                ? request
                : request.withPitch(Math.max(pitches.lowest(), Math.min(pitches.highest(), PITCH)));
    }

    /** The page of what was added. */
    Page page() {
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "plot.js", "watch.js"),
                output -> JtewatchGenerated.render((HtmlTemplateOutput) output, null, drawn, null));
    }
}
