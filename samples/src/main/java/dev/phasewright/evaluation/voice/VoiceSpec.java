package dev.phasewright.evaluation.voice;

import java.nio.file.Path;
import java.util.List;

/**
 * Which generator is to have which voice, and what it is told from.
 *
 * @param model what the generator is called
 * @param judge what the judge of words is called
 * @param like recordings of the voice that the generator has not learned from
 * @param learned the recordings it has learned from, to look for copies of them; null if they are not known
 * @param classes those that should have the voice; null if all should
 * @param corpus other voices, in folders train and test
 * @param columns those of its manifest that say who speaks
 * @param others how many other voices, at least 1
 * @param count clips to generate, at least 1
 * @param seed what everything is drawn from
 */
public record VoiceSpec(
        String model,
        String judge,
        Path like,
        Path learned,
        List<String> classes,
        Path corpus,
        List<String> columns,
        int others,
        int count,
        long seed) {}
