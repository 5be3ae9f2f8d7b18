/** The {@code phasewright} command: one small class a subcommand, data on stdout, talk on stderr. */
package dev.phasewright.cli;
