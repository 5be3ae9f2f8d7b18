package dev.phasewright.cli.console;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one seed of a subcommand that draws many things. Use as a picocli mixin. */
public final class SeedOption {
    /** Above all that are drawn: as many digits as one copies from a terminal without a mistake. */
    private static final int DRAWN_BELOW = 1_000_000_000;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** A seed as it was asked for, or one that is drawn, for those whose sounds are to differ each time. */
    public static long orDrawn(@Nullable Long asked) {
        return asked == null ? new SecureRandom().nextInt(DRAWN_BELOW) : asked;
    }
}
