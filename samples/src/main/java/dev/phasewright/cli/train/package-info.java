/**
 * Commands that train.
 */
package dev.phasewright.cli.train;
