package dev.phasewright.evaluation;

/**
 * One way from magnitudes to sound, as a row of a table.
 *
 * @param door linear or mel
 * @param name what is done
 * @param start the method without its iterations
 * @param iterations of fast Griffin-Lim after it
 */
public record VocoderMethod(String door, String name, String start, int iterations) {}
