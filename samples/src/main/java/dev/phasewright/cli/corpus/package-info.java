/**
 * Commands that make corpora.
 */
package dev.phasewright.cli.corpus;
