/**
 * Published Vocos models (H. Siuzdak 2023) over mel spectrograms, read as they are published.
 */
package dev.phasewright.vocoder.vocos;
