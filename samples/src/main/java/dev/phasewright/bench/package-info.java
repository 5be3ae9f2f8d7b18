/**
 * Speed, always as a ratio to what this machine can do: to its matrix product, to bare transforms, to an empty start of Java,
 * measured in the same process.
 */
package dev.phasewright.bench;
