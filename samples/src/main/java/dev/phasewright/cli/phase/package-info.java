/**
 * The commands of the phase laboratory, one for each tool of {@code vocoder.lab}. What they share is how sounds are written:
 * {@code PhaseOutput} brings what came out to the original's level, since the louder of two sounds seems the better one, and
 * does the work twice for that rather than to hold an hour in memory.
 */
package dev.phasewright.cli.phase;
