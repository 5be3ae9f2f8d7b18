/**
 * Whole files or none. A file or folder is made under another name beside its place and takes that place when it is
 * complete, so that whoever looks finds the old one or the new one and never half of either.
 */
package dev.phasewright.audio.file;
