package dev.phasewright.cli.phase;

import dev.phasewright.audio.HeapRoom;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** One sound through one phase tool, from file to file. */
record PhaseJob(CommandSpec spec, PhaseOutput output) {
    static ParameterException wrong(CommandSpec spec, String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Does it.
     *
     * @param suffix behind the original's name, if {@code -o} gives none
     * @param what it is, for people
     * @return the exit code
     */
    int run(Path file, PhaseTool tool, Framing framing, String suffix, String what) throws IOException {
        Path target = output.target(file, suffix);
        String needs;
        try (SoundSource shape = SoundFile.open(file)) {
            needs = require(file, shape, framing);
            try (SoundSource result = tool.through(shape)) {
                output.check(target, result, result.length(), file);
            }
        }
        output.write(() -> SoundFile.open(file), tool::through, what + needs, List.of(target));
        return 0;
    }

    /**
     * Refuses a sound that its frames do not suit, or that does not fit in the memory allowed where all of it must.
     *
     * @return what is to be told of the memory it takes, if it is much
     * @throws SoundFileException naming the file and the remedy
     */
    static String require(Path file, SoundSource sound, Framing framing) throws SoundFileException {
        long bytes = require(file, sound, framing, sound.length());
        return framing.isWhole() ? "; about " + (1 + (bytes >> 20)) + " MB of memory" : "";
    }

    /** {@link #require(Path, SoundSource, Framing)} for so many samples of a sound, negative if nobody knows. */
    static long require(Path file, SoundSource sound, Framing framing, long samples) throws SoundFileException {
        long bytes;
        try {
            bytes = framing.bytes(sound.channels(), sound.sampleRate(), Math.max(0, samples));
        } catch (IllegalArgumentException e) {
            throw new SoundFileException(file + ": " + e.getMessage(), e);
        }
        HeapRoom.require(
                file,
                bytes,
                framing.isWhole() ? "the whole sound at once" : "so long a window",
                framing.isWhole() ? "take windows, such as --window 10000" : "shorten it");
        return bytes;
    }
}
