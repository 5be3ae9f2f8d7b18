/**
 * From mel bands back to linear magnitudes: a band says how much there is in it, not where, so the most plausible of many
 * answers is looked for.
 */
package dev.phasewright.vocoder.mel;
