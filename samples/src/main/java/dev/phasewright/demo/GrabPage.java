package dev.phasewright.demo;

import dev.phasewright.web.JtegrabGenerated;
import gg.jte.html.HtmlTemplateOutput;
import java.util.List;

/** Phase you can grab: harmonics as clock hands. The page makes its sounds itself. */
final class GrabPage {
    static final String FILE = "grab.html";
    static final String TITLE = "Phase you can grab";

    private GrabPage() {}

    static Page page() {
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "plot.js", "harmonics.js", "grab.js"),
                output -> JtegrabGenerated.render((HtmlTemplateOutput) output, null));
    }
}
