package dev.phasewright.serve;

import dev.phasewright.collection.CollectionLimits;
import dev.phasewright.collection.CollectionShelf;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The web application, at work from {@link #start} until it is closed.
 *
 * <pre>{@code
 * try (PhasewrightServer server = PhasewrightServer.start(spec, System.err::println)) {
 *     System.err.println("listening on " + server.uri());
 *     …
 * }
 * }</pre>
 */
public final class PhasewrightServer implements AutoCloseable {
    private static final int THREADS = 48;
    /** Where in the folder of results visitors' samples are. */
    private static final String COLLECTIONS = "your-sounds";

    private static final int CONNECTIONS = 512;
    private static final int HEADER_BYTES = 8192;
    private static final int IDLE_MILLISECONDS = 30_000;
    private static final int THREAD_IDLE_MILLISECONDS = 10_000;
    private static final int STOP_MILLISECONDS = 5_000;

    private final Server server;
    private final ServerConnector connector;
    private final InetAddress address;
    private final Models models;
    private final JobQueue jobs;
    private final Router router;
    private final UploadFolder uploads;
    private final BlindTests tests;
    private final YourSounds yours;

    private PhasewrightServer(ServerSpec spec, Models models, Consumer<String> log) throws IOException {
        this.address = spec.address();
        this.models = models;
        this.uploads = new UploadFolder(spec.limits());
        this.jobs = new JobQueue(spec.limits().queuedJobs());
        Complaint complaint = new Complaint(log, ServedPages::dead);
        this.router = new Router(complaint);
        SoundStore sounds = new SoundStore(spec.limits().storedBytes());
        ResultFolder results = new ResultFolder(spec.results(), spec.limits().results());
        Api api = new Api(models, uploads, sounds, jobs, results, spec.limits());
        api.addTo(router);
        new Generations(models, sounds, jobs, spec.limits()).addTo(router);
        new Edits(models, sounds, jobs, spec.limits()).addTo(router);
        CollectionShelf shelf = new CollectionShelf(spec.results().resolve(COLLECTIONS), CollectionLimits.STANDARD);
        this.yours = new YourSounds(shelf, models, uploads, spec.limits());
        yours.addTo(router);
        this.tests = new BlindTests(models);
        new ServedPages(api, tests).addTo(router);
        new Assets().addTo(router);

        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4, THREAD_IDLE_MILLISECONDS);
        threads.setMaxEvictCount(THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getHostAddress());
        connector.setPort(spec.port());
        connector.setIdleTimeout(IDLE_MILLISECONDS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.setErrorHandler(complaint);
        server.setHandler(new GracefulHandler(
                new Lingering(new Guard(router, complaint, !address.isLoopbackAddress(), spec.origins()))));
        server.setStopTimeout(STOP_MILLISECONDS);
    }

    /**
     * Starts a server.
     *
     * @param log takes a line on each failure that is the server's own fault
     * @throws IOException if a model cannot be used, or the port cannot be had; the message is one line that says what to
     *     do
     */
    public static PhasewrightServer start(ServerSpec spec, Consumer<String> log) throws IOException {
        PhasewrightServer made = new PhasewrightServer(spec, new Models(spec.generator(), spec.vocoder()), log);
        try {
            made.server.start();
            return made;
        } catch (Exception e) {
            made.close();
            throw explained(spec, e);
        }
    }

    private static IOException explained(ServerSpec spec, Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        String where = spec.address().getHostAddress();
        if (cause instanceof BindException
                && cause.getMessage() != null
                && cause.getMessage().contains("in use")) {
            return new IOException(
                    "port " + spec.port() + " of " + where
                            + " is in use; stop what uses it, or choose another by --port (0 takes any that is free)",
                    e);
        }
        if (cause instanceof BindException || cause instanceof java.net.SocketException) {
            return new IOException(
                    "cannot listen on port " + spec.port() + " of " + where + " (" + cause.getMessage()
                            + "); choose another by --port or --bind",
                    e);
        }
        return e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }

    /** The generations, for tests to hold up. */
    JobQueue jobs() {
        return jobs;
    }

    /** What it answers, for tests to hold its description against. */
    Router router() {
        return router;
    }

    /** Where uploads lie while they are read. */
    Path uploadFolder() {
        return uploads.folder();
    }

    /** Where it listens. */
    public URI uri() {
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return URI.create(
                "http://" + (address instanceof Inet6Address && !address.isAnyLocalAddress() ? "[" + host + "]" : host)
                        + ":" + connector.getLocalPort() + "/");
    }

    /** Takes no more requests, cancels all generations, waits for what is under way, and removes temporary files. */
    @Override
    public void close() throws IOException {
        connector.close();
        yours.close();
        jobs.close();
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("stopping failed: " + e.getMessage(), e);
        } finally {
            tests.close();
            models.close();
            uploads.close();
        }
    }
}
