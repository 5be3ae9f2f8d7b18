package dev.phasewright.serve;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How a server is set up.
 *
 * @param address where it listens; other machines reach all but loopback addresses
 * @param port the TCP port, or 0 for any that is free
 * @param generator the folder of the model that generates
 * @param vocoder the folder of the trained vocoder for the same features
 * @param results where the results of blind tests are kept; made when the first comes
 * @param limits what it gives, and no more
 */
public record ServerSpec(InetAddress address, int port, Path generator, Path vocoder, Path results, Limits limits) {
    private static final int LAST_PORT = 65_535;

    /** @throws IllegalArgumentException if there is no such port */
    public ServerSpec {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(generator, "generator");
        Objects.requireNonNull(vocoder, "vocoder");
        Objects.requireNonNull(results, "results");
        Objects.requireNonNull(limits, "limits");
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to " + LAST_PORT + ", not " + port);
        }
    }
}
