package dev.phasewright.audio.format;

/**
 * Which of the samples that the packets of a Vorbis stream decode to are its sound.
 *
 * @param from the first one
 * @param to the one behind the last
 */
record VorbisSpan(long from, long to) {
    /** All there are. */
    static final VorbisSpan UNKNOWN = new VorbisSpan(0, Long.MAX_VALUE);

    /**
     * By what the pages state: a packet cannot be cut, so the last page says where within its last one the sound ends, and
     * the first one may say that it begins within (Vorbis I specification, appendix A.2). What the first page states
     * beyond the samples so far is the time at which the stream begins, and no sound.
     *
     * @param decoded samples that the packets up to the end of the first page with sound decode to
     */
    static VorbisSpan of(OggPages pages, long decoded) {
        long start = pages.first() < 0 ? 0 : pages.first() - decoded;
        if (pages.single()) {
            start = Math.max(0, start);
        }
        return new VorbisSpan(Math.max(0, -start), Math.max(0, Math.max(-start, pages.last() - start)));
    }

    long length() {
        return to - from;
    }
}
