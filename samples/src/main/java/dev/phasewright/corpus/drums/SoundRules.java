package dev.phasewright.corpus.drums;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What sounds are, by what they are called: the table {@code sounds.csv}. Of the rows that fit the first one counts, those
 * of single kits before those of all. {@code *} stands for anything, {@code ?} for one character; case does not matter.
 */
final class SoundRules {
    private static final String UNKNOWN = "not in the table";

    private final List<Rule> rules;

    private SoundRules(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(Pattern kit, Pattern sound, String what) {}

    /** Reads the table. */
    static SoundRules read() throws IOException {
        return new SoundRules(Tables.rows("sounds.csv").stream()
                .map(cells -> new Rule(pattern(cells.get(0)), pattern(cells.get(1)), cells.get(2)))
                .toList());
    }

    private static Pattern pattern(String glob) {
        String quoted = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(quoted, Pattern.DOTALL);
    }

    /** The folder of a sound's class, or in words why it has none. */
    String what(String kit, String sound) {
        String name = sound.toLowerCase(Locale.ROOT);
        return rules.stream()
                .filter(rule -> rule.kit.matcher(kit).matches()
                        && rule.sound.matcher(name).matches())
                .map(Rule::what)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
