package dev.phasewright.audio.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Formats that are recognized only to be refused by name, so that one knows what to convert. */
enum OtherFormat {
    W64("Sony Wave64 (W64)", 0, "riff"),
    CAF("Core Audio Format (CAF)", 0, "caff"),
    MP4("MP4 (M4A, ALAC or AAC)", 4, "ftyp"),
    ADTS("AAC", 0, "\u00ff\u00f1"),
    ADTS_MPEG2("AAC", 0, "\u00ff\u00f9"),
    ASF("Windows Media (WMA)", 0, "0&\u00b2u"),
    MATROSKA("Matroska or WebM", 0, "\u001aE\u00df\u00a3"),
    WAVPACK("WavPack", 0, "wvpk"),
    MONKEY("Monkey's Audio", 0, "MAC "),
    AMR("AMR", 0, "#!AMR"),
    MIDI("MIDI", 0, "MThd"),
    DSF("DSD", 0, "DSD "),
    TTA("True Audio (TTA)", 0, "TTA1"),
    FLASH("Flash Video (FLV)", 0, "FLV\u0001"),
    SPHERE("NIST SPHERE", 0, "NIST_1A"),
    VOC("Creative Voice (VOC)", 0, "Creative Voice");

    /** What it is called. */
    final String title;

    private final int at;
    private final String magic;

    OtherFormat(String title, int at, String magic) {
        this.title = title;
        this.at = at;
        this.magic = magic;
    }

    /** The one that a file which begins so is of. */
    static Optional<OtherFormat> of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> text.startsWith(format.magic, format.at))
                .findFirst();
    }
}
