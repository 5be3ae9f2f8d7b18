/**
 * The commands that repeat the measurements behind a decision: of features, of phase methods, of what sampling mends.
 * Each prints a Markdown table row by row, as it is measured.
 */
package dev.phasewright.cli.study;
