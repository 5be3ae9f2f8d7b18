/**
 * Commands that make and edit sounds with a generator.
 */
package dev.phasewright.cli.make;
