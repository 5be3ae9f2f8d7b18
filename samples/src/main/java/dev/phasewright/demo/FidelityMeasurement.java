package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.evaluation.CorpusParts;
import dev.phasewright.evaluation.vocoder.TestClips;
import dev.phasewright.evaluation.vocoder.VocoderReport;
import dev.phasewright.evaluation.vocoder.VocoderTrial;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.web.DemoSound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measuring of vocoders for a page to show: over the demos' own recordings, or over held-out ones. */
final class FidelityMeasurement {
    /** Held-out recordings of each kind. */
    private static final int OF_EACH_KIND = 4;

    private static final int SECONDS = 3;

    private final DemoPlan plan;
    private final Map<String, List<Audio>> kinds;

    private FidelityMeasurement(DemoPlan plan, Map<String, List<Audio>> kinds) {
        this.plan = plan;
        this.kinds = kinds;
    }

    /**
     * Reads what is to be measured.
     *
     * @param sampleRate of the vocoder
     * @throws IOException if a recording cannot be read, or a corpus has none
     */
    static FidelityMeasurement of(DemoPlan plan, int sampleRate) throws IOException {
        if (plan.evaluated().isEmpty()) {
            Map<String, List<Audio>> kinds = new LinkedHashMap<>();
            for (DemoSound recording : DemoSound.recordings(plan.seconds())) {
                kinds.put(recording.id(), List.of(Resampler.resample(recording.sound(), sampleRate)));
            }
            return new FidelityMeasurement(plan, kinds);
        }
        for (Path corpus : plan.evaluated()) {
            CorpusParts.TEST.require(corpus, "--evaluate");
        }
        Map<String, List<Path>> files = TestClips.kinds(plan.evaluated(), OF_EACH_KIND);
        return new FidelityMeasurement(plan, TestClips.read(files, sampleRate, SECONDS));
    }

    /** Measures all methods over all of it. */
    FidelityTable run(NetworkVocoder network, ProgressDisplay display) {
        int clips = kinds.values().stream().mapToInt(List::size).sum();
        VocoderReport report = new VocoderTrial(network, plan.seed()).run(kinds, false, display);
        List<FidelityTable.Row> rows = report.rows().stream()
                .map(row -> new FidelityTable.Row(
                        row.kind(), row.method().input(), row.method().name(), row.fidelity()))
                .toList();
        return plan.evaluated().isEmpty()
                ? new FidelityTable(
                        "Over the three recordings of this page, each by itself. One clip of a kind shows what the "
                                + "measures are, and little about the methods; with --evaluate the figures are over corpora "
                                + "of held-out recordings.",
                        plan.command(),
                        rows)
                : new FidelityTable(
                        "Over " + clips + " held-out recordings of " + plan.evaluatedNames(" and ") + ", "
                                + OF_EACH_KIND + " of each kind, up to " + SECONDS + " s each.",
                        "phasewright evaluate vocoder " + plan.vocoder() + " --data " + plan.evaluatedNames(" ")
                                + " --count " + OF_EACH_KIND,
                        rows);
    }
}
