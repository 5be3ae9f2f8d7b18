package dev.phasewright.cli;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright info}: what a file says of itself. A bad one among several does not hide the others. */
@Command(
        name = "info",
        description = "Tell what sound files are.",
        footer = {"", "Examples:", "  phasewright info seven.wav", "  phasewright info *.flac"})
final class InfoCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Sound files.")
    private List<Path> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int status = 0;
        String gap = "";
        for (Path file : files) {
            try {
                SoundInfo info = SoundFile.probe(file);
                out.print(gap);
                print(out, file, info);
                gap = System.lineSeparator();
            } catch (IOException e) {
                out.flush();
                status = Failure.tell(e, err, Main.isVerbose(spec));
            }
        }
        out.flush();
        return status;
    }

    private static void print(PrintWriter out, Path file, SoundInfo info) {
        out.println(file);
        out.printf("  format    %s, %s%n", info.container(), info.encoding());
        out.printf("  rate      %d Hz%n", info.sampleRate());
        out.printf("  channels  %d%n", info.channels());
        out.printf(Locale.ROOT, "  length    %.3f s (%d samples)%n", info.seconds(), info.frames());
    }
}
