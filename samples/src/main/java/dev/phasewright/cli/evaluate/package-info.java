/**
 * The commands that judge: a generator, a voice, a vocoder. They find the models and the corpora and check what was
 * asked; {@link dev.phasewright.evaluation} does the judging and has the tables.
 */
package dev.phasewright.cli.evaluate;
