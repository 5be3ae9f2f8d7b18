package dev.phasewright.corpus;

import java.util.List;

/**
 * All that is random about one clip, drawn before a sound is made.
 *
 * @param seed the clip's own seed, from which all that follows is drawn
 * @param digit the digit spoken, 0 to 9
 * @param speaker who speaks it
 * @param pitch eSpeak NG's {@code -p}, where 50 is the variant's own pitch
 * @param rate eSpeak NG's {@code -s}, in words a minute
 * @param levelDb the peak of the clip in dB relative to full scale
 * @param onset where in the room that is left the word begins, from 0 (at once) to 1 (as late as possible)
 */
record Recipe(long seed, int digit, Speaker speaker, int pitch, int rate, double levelDb, double onset) {
    private static final int PITCH_LOW = 25;
    private static final int PITCH_HIGH = 75;
    private static final int RATE_LOW = 120;
    private static final int RATE_HIGH = 220;
    private static final double LEVEL_LOW_DB = -15;
    private static final double LEVEL_HIGH_DB = -1;

    /**
     * Draws the recipe of one clip. Digits take turns, so that every ten clips hold each digit once; the rest is
     * uniform.
     *
     * @param corpusSeed the corpus's seed
     * @param split the part the clip is for
     * @param index the clip's place in that part, from 0
     * @param attempt how many earlier drafts of this clip were rejected
     * @param speakers those who speak in that part
     */
    static Recipe draw(long corpusSeed, Split split, int index, int attempt, List<Speaker> speakers) {
        Draws draws = Draws.forClip(corpusSeed, split, index, attempt);
        Speaker speaker = draws.oneOf(speakers);
        int pitch = draws.between(PITCH_LOW, PITCH_HIGH);
        int rate = draws.between(RATE_LOW, RATE_HIGH);
        double level = draws.between(LEVEL_LOW_DB, LEVEL_HIGH_DB);
        return new Recipe(draws.seed(), index % 10, speaker, pitch, rate, level, draws.between(0.0, 1.0));
    }
}
