package dev.phasewright.corpus;

import java.util.List;
import java.util.Objects;

/**
 * One voice of the corpus: an accent of English spoken through one of eSpeak NG's voice variants.
 *
 * @param accent eSpeak NG's language name, such as {@code en-gb-scotland}
 * @param variant eSpeak NG's variant name, such as {@code f2}
 */
public record Speaker(String accent, String variant) {
    /** The accents of the digit corpus. */
    static final List<String> ACCENTS =
            List.of("en-029", "en-gb", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-gbcwmd", "en-gb-x-rp", "en-us");

    /**
     * The variants of the digit corpus, of the 101 that eSpeak NG 1.51 ships. The list is fixed so that a seed means
     * the same corpus everywhere. Left out, by mel distance between variants and by how often a digit lay nearer to
     * another digit's mean: twins (adam, caleb, edward2, fast, Gene2, Henrique, klatt4–6, michel, miguel, steph2–3),
     * voices whose digits are hard to tell apart (Alicia, AnxiousAndy, Demonic, Lee, Marco, UniRobot, announcer,
     * anikaRobot, kaukovalta, RicishayMax 1–3, robosoft 1–8, whisper, whisperf, zac), Storm (it brings an accent of
     * its own) and "Mr serious" (a space in its name).
     */
    static final List<String> VARIANTS = List.of(
            "Alex",
            "Andrea",
            "Andy",
            "Annie",
            "Denis",
            "Diogo",
            "Gene",
            "Hugo",
            "Jacky",
            "Mario",
            "Michael",
            "Mike",
            "Nguyen",
            "Tweaky",
            "anika",
            "antonio",
            "aunty",
            "belinda",
            "benjamin",
            "boris",
            "croak",
            "david",
            "ed",
            "edward",
            "f1",
            "f2",
            "f3",
            "f4",
            "f5",
            "grandma",
            "grandpa",
            "gustave",
            "iven",
            "iven2",
            "iven3",
            "iven4",
            "john",
            "klatt",
            "klatt2",
            "klatt3",
            "linda",
            "m1",
            "m2",
            "m3",
            "m4",
            "m5",
            "m6",
            "m7",
            "m8",
            "marcelo",
            "max",
            "norbert",
            "pablo",
            "paul",
            "pedro",
            "quincy",
            "rob",
            "robert",
            "sandro",
            "shelby",
            "steph",
            "travis",
            "victor");

    /** @throws NullPointerException if a part is missing */
    public Speaker {
        Objects.requireNonNull(accent, "accent");
        Objects.requireNonNull(variant, "variant");
    }

    /**
     * The speaker of a name as {@link #toString} gives it.
     *
     * @throws IllegalArgumentException if the digit corpus has no such speaker
     */
    public static Speaker named(String name) {
        for (String accent : ACCENTS) {
            for (String variant : VARIANTS) {
                Speaker speaker = new Speaker(accent, variant);
                if (speaker.toString().equals(name)) {
                    return speaker;
                }
            }
        }
        throw new IllegalArgumentException("there is no speaker \"" + name + "\"; a speaker is one of the accents "
                + String.join(", ", ACCENTS) + ", a hyphen, and one of the voices " + String.join(", ", VARIANTS));
    }

    /**
     * What eSpeak NG's {@code -v} wants. It takes the names en-gb and fr-fr for the languages en and fr, but then speaks
     * without the variant, whichever is asked for.
     */
    String voice() {
        String language =
                switch (accent) {
                    case "en-gb" -> "en";
                    case "fr-fr" -> "fr";
                    default -> accent;
                };
        return language + "+" + variant;
    }

    @Override
    public String toString() {
        return accent + "-" + variant;
    }
}
