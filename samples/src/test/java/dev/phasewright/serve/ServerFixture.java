package dev.phasewright.serve;

import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server of tiny models on a free port, and a client of it. */
final class ServerFixture implements AutoCloseable {
    /** Small enough to be exceeded in a test. */
    static final Limits LIMITS = new Limits(1 << 20, 4, 2, 4, 16 << 20, 5);

    /** A site whose pages may use the interface. */
    static final String INVITED = "https://invited.example";

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final PhasewrightServer server;
    private final Client client;

    private ServerFixture(Path model, Path results, Limits limits) throws IOException {
        server = PhasewrightServer.start(
                new ServerSpec(
                        InetAddress.getLoopbackAddress(), 0, model, Tiny.vocoder(), results, limits, Set.of(INVITED)),
                log::add);
        client = new Client(server.uri());
    }

    static ServerFixture start(Path results) throws IOException {
        return start(results, LIMITS);
    }

    static ServerFixture start(Path results, Limits limits) throws IOException {
        return new ServerFixture(Tiny.model(), results, limits);
    }

    /** A server of another generator. */
    static ServerFixture of(Path model, Path results) throws IOException {
        return new ServerFixture(model, results, LIMITS);
    }

    PhasewrightServer server() {
        return server;
    }

    Client client() {
        return client;
    }

    /** What the server found wrong with itself. */
    List<String> log() {
        return log;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
