package dev.phasewright.corpus;

/** Why a draft of a clip was thrown away and drawn again. */
public enum Rejection implements Draft {
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
