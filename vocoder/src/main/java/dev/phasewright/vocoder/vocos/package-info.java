/**
 * Published Vocos models (H. Siuzdak, "Vocos: Closing the gap between time-domain and Fourier-based neural vocoders for
 * high-quality audio synthesis", 2023), read as they are published: a ConvNeXt backbone over log-mel magnitudes whose head
 * says magnitude and phase of every bin, and one inverse STFT. No frame is made from the samples before it, so a long sound
 * is made piece by piece and comes out the same.
 */
@Incubating
@NullMarked
package dev.phasewright.vocoder.vocos;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
