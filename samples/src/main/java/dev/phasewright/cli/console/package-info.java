/**
 * What every command has in common: what is said on stderr, progress, options that several commands share, where output goes.
 */
package dev.phasewright.cli.console;
