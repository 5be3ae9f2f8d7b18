package dev.phasewright.cli;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundFileException;
import dev.phasewright.audio.SoundSource;
import dev.phasewright.vocoder.phase.Framing;
import dev.phasewright.vocoder.phase.PhaseTool;
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
        Talk talk = new Talk(spec.commandLine().getErr());
        Path target = output.target(file, suffix);
        try (SoundSource shape = SoundFile.open(file)) {
            require(file, shape, framing);
            try (SoundSource result = tool.through(shape)) {
                output.check(target, result, result.length(), file);
            }
        }
        output.write(() -> SoundFile.open(file), tool::through, what, List.of(target), talk);
        return 0;
    }

    /**
     * Refuses a sound that its frames do not suit, or that does not fit in the memory allowed where all of it must.
     *
     * @throws SoundFileException naming the file and the remedy
     */
    static void require(Path file, SoundSource sound, Framing framing) throws SoundFileException {
        require(file, sound, framing, sound.length());
    }

    /** {@link #require(Path, SoundSource, Framing)} for so many samples of a sound, negative if nobody knows. */
    static void require(Path file, SoundSource sound, Framing framing, long samples) throws SoundFileException {
        long bytes;
        try {
            bytes = framing.bytes(sound.channels(), sound.sampleRate(), Math.max(0, samples));
        } catch (IllegalArgumentException e) {
            throw new SoundFileException(file + ": " + e.getMessage(), e);
        }
        HeapRoom.require(file, bytes, "the whole sound at once", "take windows, such as --window 10000");
    }
}
