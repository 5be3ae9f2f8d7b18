/**
 * The command that takes the phase away and brings it back.
 */
package dev.phasewright.cli.vocode;
