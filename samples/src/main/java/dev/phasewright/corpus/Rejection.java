package dev.phasewright.corpus;

/** Why a draft of a clip was thrown away and drawn again. */
public enum Rejection implements Draft {
    /** eSpeak NG said nothing audible. */
    SILENT("silent"),
    /** The word did not fit in one second. */
    TOO_LONG("too long"),
    /** eSpeak NG ended with an error or gave no sound file. */
    ENGINE("espeak-ng failed");

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
