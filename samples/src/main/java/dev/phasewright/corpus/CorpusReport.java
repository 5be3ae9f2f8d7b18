package dev.phasewright.corpus;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a corpus is made of, as kept in its {@code corpus.json}.
 *
 * @param kind what sort of corpus this is, {@code digits}
 * @param seed what everything was drawn from
 * @param sampleRate samples per second of every clip
 * @param clipSamples samples of every clip
 * @param clips the number of clips of each part
 * @param engine the synthesizer and its version
 * @param rejections how many drafts were thrown away, by reason
 * @param fingerprint SHA-256 of {@code manifest.csv}, which holds the SHA-256 of every clip
 * @param speakers the speakers of each part, as accent-variant
 */
@JsonPropertyOrder({"kind", "seed", "sampleRate", "clipSamples", "clips", "engine", "rejections", "fingerprint"})
public record CorpusReport(
        String kind,
        long seed,
        int sampleRate,
        int clipSamples,
        Map<String, Integer> clips,
        String engine,
        Map<String, Integer> rejections,
        String fingerprint,
        Map<String, List<String>> speakers) {

    static CorpusReport of(DigitCorpus corpus, String engine, Map<Rejection, LongAdder> rejected, String fingerprint) {
        Map<String, Integer> clips = new LinkedHashMap<>();
        Map<String, List<String>> speakers = new LinkedHashMap<>();
        for (Split split : Split.values()) {
            clips.put(split.folder(), corpus.clips(split));
            speakers.put(
                    split.folder(),
                    corpus.speakers(split).stream()
                            .map(Speaker::toString)
                            .sorted()
                            .toList());
        }
        Map<String, Integer> rejections = new LinkedHashMap<>();
        for (Rejection reason : Rejection.values()) {
            rejections.put(
                    reason.toString(),
                    rejected.containsKey(reason) ? rejected.get(reason).intValue() : 0);
        }
        return new CorpusReport(
                "digits",
                corpus.seed(),
                Clip.SAMPLE_RATE,
                Clip.LENGTH,
                clips,
                engine,
                rejections,
                fingerprint,
                speakers);
    }
}
