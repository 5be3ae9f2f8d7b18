package dev.phasewright.evaluation.generator;

import java.util.List;

/**
 * What is evaluated, and how thoroughly.
 *
 * @param model what the generator is called
 * @param judge what its judge is called
 * @param count clips of each set, at least {@value EvaluationCorpus#FEWEST}
 * @param seed what everything is drawn from
 * @param sound whether generated clips are judged once more after the vocoder
 * @param copySynthesis whether training clips are judged after the vocoder, too
 * @param speakerColumns of the corpus's manifest that say who speaks
 * @param classifiers whether classifiers are trained to tell sounds apart, which takes minutes
 * @param strokes whether strokes of a model with knobs are measured, and its knobs turned, which takes as many clips again
 *     for each
 * @param memorization whether all training clips are searched for what was generated
 */
public record EvaluationSpec(
        String model,
        String judge,
        int count,
        long seed,
        boolean sound,
        boolean copySynthesis,
        List<String> speakerColumns,
        boolean classifiers,
        boolean strokes,
        boolean memorization) {}
