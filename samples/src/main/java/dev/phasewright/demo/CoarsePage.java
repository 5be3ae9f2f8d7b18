package dev.phasewright.demo;

import ai.djl.ndarray.NDManager;
import dev.phasewright.evaluation.theory.CausalityReport;
import dev.phasewright.evaluation.theory.SpectrumStudy;
import dev.phasewright.theory.causality.CausalityMatrix;
import gg.jte.html.HtmlTemplateOutput;
import java.util.List;
import java.util.stream.IntStream;

/** From coarse to fine? Which octaves of the network's answer hang on which of its question, beside Wiener's filter. */
final class CoarsePage {
    static final String FILE = "coarse.html";
    static final String TITLE = "From coarse to fine?";

    /** Clips that are pushed at. */
    private static final int CLIPS = 16;

    private static final int LEVELS = 7;

    private final DemoContext context;

    CoarsePage(DemoContext context) {
        this.context = context;
    }

    /** @param measured clips that the network is measured on */
    Page page(MeasuredClips measured) {
        double[] rising = SpectrumStudy.levels(LEVELS);
        double[] falling = IntStream.range(0, LEVELS)
                .mapToDouble(i -> rising[LEVELS - 1 - i])
                .toArray();
        CausalityMatrix matrix;
        try (NDManager manager = NDManager.newBaseManager()) {
            matrix = CausalityMatrix.of(
                    context.generator().denoiser(),
                    measured.first(CLIPS),
                    measured.spectrum(),
                    falling,
                    manager,
                    done -> {});
        }
        DemoPlan plan = context.plan();
        String corpus =
                plan.corpus() == null ? "DIR" : plan.corpus().getFileName().toString();
        Pages.Coarse coarse = new Pages.Coarse(
                CoarseFigures.of(matrix),
                matrix.bands(),
                new CausalityReport(plan.model(), corpus, matrix).conclusion(),
                measured.told().replaceFirst("[0-9]+", String.valueOf(matrix.clips())),
                "phasewright study causality " + plan.model() + " --data " + corpus
                        + " --plot causality.png --csv causality.csv",
                plan.command());
        return new Page(
                FILE,
                TITLE,
                List.of("deck.js", "plot.js", "coarse.js"),
                output -> JtecoarseGenerated.render((HtmlTemplateOutput) output, null, coarse));
    }
}
