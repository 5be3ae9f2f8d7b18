package dev.phasewright.corpus;

import java.util.List;

/** English sentences from a small grammar, so that thousands of clips differ in what is said. */
final class EnglishSentences {
    private static final List<String> ADJECTIVES = words(
            "old quiet yellow broken gentle heavy narrow clever frozen thirsty purple shallow bright curious enormous"
                    + " rusty polite sudden wooden careless hungry golden stubborn early foreign smooth jealous loud");
    private static final List<String> NOUNS = words(
            "teacher garden window river engine mother village letter captain kitchen mountain doctor shadow bridge"
                    + " forest picture neighbour judge basket orchestra chimney horse lawyer island thunder singer"
                    + " question fox voyage butcher owl measure zebra church youth vision");
    private static final List<String> VERBS = words(
            "follows remembers paints watches carries forgets answers teaches crosses enjoys repairs believes hides"
                    + " washes describes pushes chooses measures welcomes avoids borrows touches judges sharpens");
    private static final List<String> PLACES = List.of(
            "behind the house",
            "under the wide sky",
            "before breakfast",
            "in the middle of the night",
            "without a word",
            "at the edge of town",
            "on Thursday afternoon",
            "for the very first time",
            "beyond the hills",
            "once every year",
            "through thick fog",
            "while it rains");
    private static final List<String> QUESTIONS = List.of(
            "Do you know why",
            "Did she really say that",
            "Is it true that",
            "Who told you that",
            "Can we be sure that");
    private static final List<String> UNITS = words("pounds miles hours chairs oranges pages shillings footsteps");

    private static final List<String> CLOSENESS = List.of("exactly", "just after", "a little after", "almost");
    private static final List<String> MINUTES = List.of(
            "",
            "five past ",
            "ten past ",
            "quarter past ",
            "twenty past ",
            "twenty-five past ",
            "half past ",
            "twenty-five to ",
            "twenty to ",
            "quarter to ",
            "ten to ",
            "five to ");
    private static final List<String> HOURS = words("one two three four five six seven eight nine ten eleven twelve");
    private static final List<String> PARTS_OF_DAY = List.of("in the morning", "in the afternoon", "in the evening");

    private EnglishSentences() {}

    private static List<String> words(String list) {
        return List.of(list.split(" "));
    }

    /** A sentence. */
    static String any(Draws draws) {
        return switch (draws.between(0, 3)) {
            case 0 -> "The " + draws.oneOf(ADJECTIVES) + " " + clause(draws) + ".";
            case 1 -> draws.oneOf(QUESTIONS) + " the " + clause(draws) + "?";
            case 2 ->
                "They counted " + draws.between(2, 9_999) + " " + draws.oneOf(UNITS) + " " + draws.oneOf(PLACES) + ".";
            default ->
                "A " + draws.oneOf(NOUNS) + " " + draws.oneOf(VERBS) + " every " + draws.oneOf(ADJECTIVES) + " "
                        + draws.oneOf(NOUNS) + ", but never the " + draws.oneOf(NOUNS) + ".";
        };
    }

    private static String clause(Draws draws) {
        return draws.oneOf(NOUNS) + " " + draws.oneOf(VERBS) + " the " + draws.oneOf(ADJECTIVES) + " "
                + draws.oneOf(NOUNS) + " " + draws.oneOf(PLACES);
    }

    /** The time of day in the one form that a talking clock's voice was recorded for. */
    static String time(Draws draws) {
        String minutes = draws.oneOf(MINUTES);
        return "The time is now, " + draws.oneOf(CLOSENESS) + " " + minutes + draws.oneOf(HOURS) + ", "
                + draws.oneOf(PARTS_OF_DAY) + ".";
    }
}
