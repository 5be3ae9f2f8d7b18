package dev.phasewright.cli;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundInfo;
import dev.phasewright.cli.console.Console;
import dev.phasewright.evaluation.ModelCard;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code phasewright info}: what a file or model says of itself. A bad one among several does not hide the others. */
@Command(
        name = "info",
        description = {"Tell what sound files and models are.", ""},
        footer = {
            "",
            "Examples:",
            "  phasewright info seven.wav",
            "  phasewright info *.flac",
            "  phasewright info digits"
        })
final class InfoCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE|MODEL", description = "Sound files; models, by name or folder.")
    private List<String> subjects;

    @Mixin
    private Console console;

    @Override
    public Integer call() {
        PrintWriter out = console.out();
        int status = 0;
        String gap = "";
        for (String subject : subjects) {
            try {
                String told = tell(subject);
                out.print(gap + told);
                gap = System.lineSeparator();
            } catch (IOException e) {
                out.flush();
                status = console.fail(e);
            }
        }
        out.flush();
        return status;
    }

    private static String tell(String subject) throws IOException {
        Path path = Path.of(subject);
        if (!Files.exists(path)) {
            try {
                return ModelCard.of(ModelPath.find(subject)).toString();
            } catch (CheckpointException noModel) {
                // Then a file was meant; what follows says that there is none.
                return tell(path, SoundFile.probe(path));
            }
        }
        return Files.isDirectory(path) ? ModelCard.of(path).toString() : tell(path, SoundFile.probe(path));
    }

    private static String tell(Path file, SoundInfo info) {
        return String.format(
                Locale.ROOT,
                "%s%n  format    %s, %s%n  rate      %d Hz%n  channels  %d%n  length    %.3f s (%d samples)%n",
                file,
                info.container(),
                info.encoding(),
                info.sampleRate(),
                info.channels(),
                info.seconds(),
                info.frames());
    }
}
