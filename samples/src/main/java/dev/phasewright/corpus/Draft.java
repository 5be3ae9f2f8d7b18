package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import java.util.List;

/** What became of one attempt at a clip. */
sealed interface Draft {
    /**
     * It is kept.
     *
     * @param folder the class, one of {@link Plan#classes}
     * @param name what follows the number in the file's name
     * @param sound the clip, mono, on the 16-bit grid
     * @param fields what stands in the manifest's {@link Plan#columns}
     */
    record KeptClip(String folder, String name, Audio sound, List<String> fields) implements Draft {}

    /** It is thrown away, for this reason, and drawn again. */
    enum Rejection implements Draft {
        /** Nothing audible came. */
        SILENT("silent"),
        /** The word did not fit in one second. */
        TOO_LONG("too long"),
        /** eSpeak NG ended with an error or gave no sound file. */
        ENGINE("espeak-ng failed"),
        /** Less than a second and a half was said. */
        TOO_SHORT("too short"),
        /** The program's own output was clipped. */
        CLIPPED("clipped"),
        /** Flite ended with an error or gave no sound file. */
        FLITE("flite failed"),
        /** FluidSynth ended with an error or gave no sound file. */
        FLUIDSYNTH("fluidsynth failed");

        private final String words;

        Rejection(String words) {
            this.words = words;
        }

        /** The reason in words. */
        @Override
        public String toString() {
            return words;
        }
    }
}
