/**
 * The vocoder that learned: a small network guesses how phase turns from frame to frame and from bin to bin, and what it is
 * surest of decides first. It streams: an hour takes no more memory than a minute.
 */
package dev.phasewright.vocoder.network;
