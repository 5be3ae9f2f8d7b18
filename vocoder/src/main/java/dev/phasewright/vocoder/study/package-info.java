/**
 * What is decided by measuring. {@link dev.phasewright.vocoder.study.SpecStudy} chooses the spectrogram's parameters by what
 * phase reconstruction can make of them; {@link dev.phasewright.vocoder.study.PhaseStudy} asks whether the classical methods
 * reach here what was published of them elsewhere.
 */
@Incubating
@NullMarked
package dev.phasewright.vocoder.study;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
