/**
 * Running the judges over a model and writing what they say into tables.
 */
package dev.phasewright.evaluation;
