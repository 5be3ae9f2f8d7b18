/**
 * What is decided by measuring: {@link dev.phasewright.vocoder.study.SpecStudy} chooses the spectrogram's parameters by
 * what phase reconstruction can make of them.
 */
@NullMarked
package dev.phasewright.vocoder.study;

import org.jspecify.annotations.NullMarked;
