/**
 * The commands that make corpora: one family, {@code phasewright corpus KIND}, whose members differ in what they can be
 * asked for and in the {@link dev.phasewright.corpus.Corpora corpus} they name.
 */
package dev.phasewright.cli.corpus;
