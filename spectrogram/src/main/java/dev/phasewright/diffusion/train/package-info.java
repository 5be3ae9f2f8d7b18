/**
 * Training a generator by denoising score matching: a clip is drowned in noise of a random level, and the network is asked
 * what it was. Fine-tuning goes on from a trained one with new clips, while it rehearses what it knew.
 */
package dev.phasewright.diffusion.train;
