package dev.phasewright.audio.format;

/** How a written WAV file stores its samples. */
public enum SampleFormat {
    /** 16-bit integers, dithered: the default of every program, and quiet enough for listening. */
    PCM_16(2),
    /** 24-bit integers, dithered. */
    PCM_24(3),
    /** 32-bit floats: exactly the samples in memory, beyond ±1 too. */
    FLOAT_32(4);

    private final int bytes;

    SampleFormat(int bytes) {
        this.bytes = bytes;
    }

    /** The bytes that one sample of one channel takes. */
    public int bytes() {
        return bytes;
    }
}
