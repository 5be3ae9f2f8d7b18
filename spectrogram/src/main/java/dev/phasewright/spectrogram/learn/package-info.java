/**
 * What every network here needs in order to learn: named weights, layers that DJL lacks, AdamW, weight averaging,
 * checkpoints, and a training run that can be killed and resumed to the same bits.
 */
package dev.phasewright.spectrogram.learn;
