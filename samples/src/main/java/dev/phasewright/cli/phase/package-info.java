/**
 * The commands of the phase laboratory.
 */
package dev.phasewright.cli.phase;
