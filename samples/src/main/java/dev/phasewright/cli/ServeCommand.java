package dev.phasewright.cli;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Interruption;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.model.ModelPath;
import dev.phasewright.serve.Limits;
import dev.phasewright.serve.PhasewrightServer;
import dev.phasewright.serve.ServerSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright serve}: the local web application. */
@Command(
        name = "serve",
        description = {
            "Generate, vocode and take phase apart in a browser.",
            "",
            "Serves pages and a JSON interface (described at /api) to this machine alone, until Ctrl-C. Sounds that are "
                    + "uploaded or recorded stay in memory and are forgotten at the end; the results of blind tests, "
                    + "and samples that a model is to learn from, are kept in the folder that --results names. The "
                    + "models are loaded when they are first needed.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright serve",
            "  phasewright serve --port 9000 --results my-listeners",
            "  curl -s http://127.0.0.1:8420/api/status"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int PORT = 8420;
    private static final int LAST_PORT = 65_535;
    private static final int MOST_SECONDS = 120;
    private static final int MOST_QUEUED = 1000;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + PORT,
            description = "The TCP port (default: ${DEFAULT-VALUE}); 0 takes any that is free, and tells which.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on (default: ${DEFAULT-VALUE}, this machine alone). With any other, such as "
                            + "0.0.0.0, EVERYONE who reaches this machine over the network can use the server: it asks "
                            + "for no password, and nothing is encrypted.")
    private String bind;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The model to generate with (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--vocoder",
            paramLabel = "NAME|DIR",
            defaultValue = VocoderOptions.SHIPPED,
            description = "The trained vocoder, of the model's features (default: ${DEFAULT-VALUE}).")
    private String vocoder;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "listening-results",
            description =
                    "Where the results of blind tests are kept, and visitors' own samples (default: ${DEFAULT-VALUE}).")
    private Path results;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "The longest sound that is taken, up to " + MOST_SECONDS + " (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--queue",
            paramLabel = "N",
            defaultValue = "8",
            description = "Generations that may wait for their turn; more are refused (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description =
                    "Another site whose pages may use the JSON interface, such as http://localhost:3000; may be repeated "
                            + "(default: none).")
    private Set<String> origins = Set.of();

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetAddress address = check();
        if (Files.exists(results) && !Files.isDirectory(results)) {
            throw new IOException(results + ": is a file; name a folder by --results");
        }
        Limits limits = Limits.of(seconds, queue);
        ServerSpec server = server(address, limits);
        if (!address.isLoopbackAddress()) {
            console.say(
                    "WARNING: --bind %s: everyone who reaches this machine over the network can use this server; there is "
                            + "no password and no encryption",
                    bind);
        }
        PyTorch.announce(console);
        try (Interruption interruption = new Interruption();
                PhasewrightServer running = PhasewrightServer.start(server, line -> console.say("%s", line))) {
            console.say("serving %s (Ctrl-C ends it); results of blind tests go to %s", running.uri(), results);
            interruption.await();
            console.say("stopping…");
        }
        return 0;
    }

    private ServerSpec server(InetAddress address, Limits limits) throws IOException {
        Path generator = ModelPath.find(model);
        Path network = ModelPath.find(vocoder);
        try {
            return new ServerSpec(address, port, generator, network, results, limits, origins);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--allow-origin: " + e.getMessage(), e);
        }
    }

    private InetAddress check() {
        if (port < 0 || port > LAST_PORT) {
            throw wrong("--port must be from 0 to " + LAST_PORT + ", not " + port);
        }
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw wrong("--seconds must be from 1 to " + MOST_SECONDS + ", not " + seconds);
        }
        if (queue < 1 || queue > MOST_QUEUED) {
            throw wrong("--queue must be from 1 to " + MOST_QUEUED + ", not " + queue);
        }
        try {
            return InetAddress.getAllByName(bind)[0];
        } catch (UnknownHostException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--bind " + bind + ": no such address; give one of this machine's, such as 127.0.0.1",
                    e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
