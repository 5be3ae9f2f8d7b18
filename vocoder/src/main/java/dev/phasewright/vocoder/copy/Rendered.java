package dev.phasewright.vocoder.copy;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.stream.FilteredSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Work on a sound that is too much to be done twice: what came of it the first time, when it was read to its end, is
 * kept among the temporary files, and is what is read the next time.
 */
public final class Rendered implements AutoCloseable {
    private final UnaryOperator<SoundSource> work;
    private final TemporaryFolder folder;
    private final Path kept;

    /**
     * Work to be done once.
     *
     * @param work closes what it is given with its result
     * @throws IOException if there is no room for temporary files
     */
    public Rendered(UnaryOperator<SoundSource> work) throws IOException {
        this.work = work;
        this.folder = new TemporaryFolder();
        this.kept = folder.path().resolve("rendered.wav");
    }

    /** What comes of a sound, always the same one; the sound is closed with it. */
    public SoundSource of(SoundSource sound) {
        try {
            if (!Files.exists(kept)) {
                return new Kept(work.apply(sound), kept);
            }
            sound.close();
            return SoundFile.open(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }

    /** A sound that is written down while it is read. */
    private static final class Kept extends FilteredSource {
        private final SoundSink sink;
        private boolean finished;

        Kept(SoundSource sound, Path file) throws IOException {
            super(sound);
            this.sink = SoundFile.create(file, sound.channels(), sound.sampleRate(), SampleFormat.FLOAT_32);
        }

        @Override
        public int read(float[][] into, int offset, int count) throws IOException {
            int present = source.read(into, offset, count);
            if (!finished) {
                sink.write(into, offset, present);
                if (present < count) {
                    sink.finish();
                    finished = true;
                }
            }
            return present;
        }

        @Override
        public void close() throws IOException {
            try (sink) {
                source.close();
            }
        }
    }
}
