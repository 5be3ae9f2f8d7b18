/**
 * Whether what was learned from one kind of sound helps to learn another. A small network begins with nothing, with having
 * cleared fields of noise that have the spectrum of what it is to learn and nothing else of it, or with other sounds; then
 * all learn the same few clips, and {@link dev.phasewright.evaluation.transfer.TransferStudy} tells how many updates each
 * needs to be as good as the one that began with nothing gets. If other sounds help more than the fields do, it is not for
 * their spectrum.
 */
package dev.phasewright.evaluation.transfer;
