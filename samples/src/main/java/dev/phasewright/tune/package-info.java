/**
 * Music from MIDI files, played with generated notes: a {@link dev.phasewright.tune.Tune} is read, an
 * {@link dev.phasewright.tune.Arrangement} says which sounds it needs, {@link dev.phasewright.tune.Percussion} which drums,
 * and a {@link dev.phasewright.tune.Mix} puts them where they belong.
 */
package dev.phasewright.tune;
