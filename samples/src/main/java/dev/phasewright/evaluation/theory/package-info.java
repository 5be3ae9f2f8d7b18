/**
 * What a denoiser does, held against what theory says of it: the spectra of clips and of samples by spatial frequency,
 * what each octave of a denoiser's answer owes to each octave of what it is asked, and which of the machines that need
 * no training it resembles; and what its rival, autoregression, makes of the same outline. Each study gives a report,
 * and {@link dev.phasewright.evaluation.theory.SpectrumCharts} draws them all.
 *
 * <p>The theory itself is in {@link dev.phasewright.theory.spectrum}, {@link dev.phasewright.theory.causality} and
 * {@link dev.phasewright.theory.machine}, the rival in {@link dev.phasewright.autoregressive}.
 */
package dev.phasewright.evaluation.theory;
