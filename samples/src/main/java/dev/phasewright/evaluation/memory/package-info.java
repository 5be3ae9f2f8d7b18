/**
 * When networks begin to repeat what they learned from. A network that did what its loss asks for would give training clips
 * back; ours are stopped before, by having learned too little, too seldom or from too many. Three questions are asked: after
 * how many updates on how many clips samples are copies ({@link dev.phasewright.evaluation.memory.MemoryStudy}), whether two
 * networks that have no clip in common draw the same ({@link dev.phasewright.evaluation.memory.HalvesStudy}), and at which
 * noise levels an ideal denoiser decides on a class and on a clip ({@link
 * dev.phasewright.evaluation.memory.CollapseStudy}).
 */
package dev.phasewright.evaluation.memory;
