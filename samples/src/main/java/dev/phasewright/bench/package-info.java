/**
 * Speed as a ratio to what the machine can do.
 *
 * <p>Seconds tell of the machine and of what else it had to do; ratios tell of the program. Networks are held against a
 * {@link dev.phasewright.bench.MatrixProduct} measured in the same process before, between and after; the STFT against
 * {@link dev.phasewright.bench.BareTransforms}, the Fourier transforms it consists of; a start against a Java that does
 * nothing. Each is a median over runs after a warm-up, since Java compiles what it has seen often. {@link
 * dev.phasewright.bench.SpeedReport} runs all of it.
 */
package dev.phasewright.bench;
