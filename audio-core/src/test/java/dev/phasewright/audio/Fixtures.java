package dev.phasewright.audio;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The committed test files. */
public final class Fixtures {
    private Fixtures() {}

    public static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static Path sound(String name) {
        return path("sounds/" + name);
    }
}
