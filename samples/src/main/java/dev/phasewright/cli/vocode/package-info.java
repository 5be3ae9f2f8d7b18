/**
 * The command that takes the phase away and brings it back. It says in options what a {@link
 * dev.phasewright.vocoder.copy.CopyPlan} says in values, refuses what does not go together in the words of those options,
 * and goes from file to file; how a sound is copied is decided in {@code vocoder.copy}.
 */
package dev.phasewright.cli.vocode;
