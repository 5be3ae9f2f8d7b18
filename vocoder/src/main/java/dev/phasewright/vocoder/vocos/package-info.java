/**
 * Published Vocos models (H. Siuzdak 2023) over mel spectrograms, read as they are published.
 */
@NullMarked
package dev.phasewright.vocoder.vocos;

import org.jspecify.annotations.NullMarked;
