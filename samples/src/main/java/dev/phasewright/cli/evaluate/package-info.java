/**
 * Commands that judge.
 */
package dev.phasewright.cli.evaluate;
