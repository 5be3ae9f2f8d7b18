/** What the pictures of reports have in common: colours that everybody can tell apart, lines, and their file. */
package dev.phasewright.evaluation.chart;
