/**
 * Teaching a generator to do in a few steps what its teacher does in many: the student learns where the teacher's steps lead
 * (trajectories), or to say the same from wherever on the way it stands (consistency; Y. Song et al. 2023).
 */
package dev.phasewright.diffusion.distill;
