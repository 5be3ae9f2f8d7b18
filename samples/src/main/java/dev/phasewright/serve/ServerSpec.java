package dev.phasewright.serve;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a server is set up.
 *
 * @param address where it listens; other machines reach all but loopback addresses
 * @param port the TCP port, or 0 for any that is free
 * @param generator the folder of the model that generates
 * @param vocoder the folder of the trained vocoder for the same features
 * @param results where the results of blind tests are kept; made when the first comes
 * @param limits what it gives, and no more
 * @param origins other sites whose pages may use the JSON interface, such as {@code https://example.org}; usually none
 */
public record ServerSpec(
        InetAddress address, int port, Path generator, Path vocoder, Path results, Limits limits, Set<String> origins) {
    private static final int LAST_PORT = 65_535;
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\[\\]:-]+");

    /** @throws IllegalArgumentException if there is no such port, or an origin is none */
    public ServerSpec {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(generator, "generator");
        Objects.requireNonNull(vocoder, "vocoder");
        Objects.requireNonNull(results, "results");
        Objects.requireNonNull(limits, "limits");
        origins = Set.copyOf(origins);
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "an origin is such as https://example.org or http://localhost:3000, in "
                                + "small letters and without a path, not \"" + origin + "\"");
            }
        }
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to " + LAST_PORT + ", not " + port);
        }
    }
}
