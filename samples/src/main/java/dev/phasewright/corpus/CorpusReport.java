package dev.phasewright.corpus;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * What a corpus is made of, as kept in its {@code corpus.json}.
 *
 * @param kind what sort of corpus this is, such as {@code digits}
 * @param seed what everything was drawn from; null, and left out of the file, where nothing is drawn
 * @param sampleRate samples per second of every clip
 * @param clipSamples samples of every clip; null, and left out of the file, where clips differ in length
 * @param clips the number of clips of each part
 * @param engine the synthesizers and their versions, or the packages of recordings
 * @param rejections how many drafts were thrown away, or recordings left out, by reason
 * @param fingerprint SHA-256 of {@code manifest.csv}, which holds the SHA-256 of every clip
 * @param heard who or what is heard, by part, under names such as {@code speakers}, {@code languages} or
 *     {@code programs}, which the file has beside the other names
 */
@JsonPropertyOrder({"kind", "seed", "sampleRate", "clipSamples", "clips", "engine", "rejections", "fingerprint"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CorpusReport(
        String kind,
        Long seed,
        int sampleRate,
        Integer clipSamples,
        Map<String, Integer> clips,
        String engine,
        Map<String, Integer> rejections,
        String fingerprint,
        @JsonAnyGetter Map<String, Map<String, List<String>>> heard) {}
