package dev.phasewright.evaluation.vocoder;

/**
 * One way from magnitudes to sound, as a row of a table.
 *
 * @param input linear or mel
 * @param name what is done
 * @param start the method without its iterations, and whose magnitudes they are of if not the classical ones
 * @param iterations of fast Griffin-Lim after it
 */
public record VocoderMethod(String input, String name, String start, int iterations) {}
