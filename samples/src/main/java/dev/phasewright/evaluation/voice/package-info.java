/**
 * Whether a fine-tuned generator speaks with the voice it was to learn.
 *
 * <p>Each of its clips is held against clips of that voice and of others, and so are real clips of the voice: the share of
 * those that are nearest to their own is what can be reached, one in the number of voices what chance alone gives ({@link
 * dev.phasewright.evaluation.voice.VoiceEvaluation}).
 */
package dev.phasewright.evaluation.voice;
