/**
 * Commands that repeat the studies behind the figures.
 */
package dev.phasewright.cli.study;
