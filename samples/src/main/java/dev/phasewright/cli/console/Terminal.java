package dev.phasewright.cli.console;

/** What is known of the terminal. */
final class Terminal {
    private Terminal() {}

    /**
     * Whether a person is watching stderr. Java cannot tell stderr from stdin and stdout, so the launcher, which can,
     * says it with {@code -Dphasewright.terminal=true}.
     */
    static boolean isStderr() {
        return Boolean.getBoolean("phasewright.terminal");
    }
}
