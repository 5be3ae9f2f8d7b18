package dev.phasewright.audio.format;

/** Where and how samples lie in a file, once its headers are understood. */
interface SampleData {
    /** What the headers tell. */
    SoundInfo info();

    /** The samples, to be decoded while they are read. */
    DecodedSource open(SoundBytes file) throws SoundFileException;
}
