package dev.phasewright;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.LogMel;

/**
 * A sound that was made, or made anew in part.
 *
 * @param sound mono; of peaks above −1 dB of full scale, which magnitudes do not forbid, it was made quieter as a whole
 * @param magnitudes what the sound was made from
 */
public record GeneratedSound(Audio sound, LogMel magnitudes) {}
