package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.TemporaryFiles;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes sounds of uploads, which are taken for hostile. The readers of sound files want files; so an upload becomes one
 * under a name of this folder's own for as long as it is read.
 */
final class UploadFolder implements AutoCloseable {
    private static final int MOST_CHANNELS = 8;
    private static final int MOST_HERTZ = 384_000;
    private static final int PIECE = 1 << 14;
    /** So many of the largest may lie here together. */
    private static final int AT_ONCE = 8;

    private final Limits limits;
    private final Path folder;
    private final Room room;

    /** Makes the folder. */
    UploadFolder(Limits limits) throws IOException {
        this.limits = limits;
        this.room = new Room("uploads", AT_ONCE * limits.uploadBytes());
        this.folder = TemporaryFiles.folder("serve-");
    }

    Path folder() {
        return folder;
    }

    /**
     * Begins an upload.
     *
     * @param declared how many bytes were announced, or −1
     * @throws Refusal if that is too many
     */
    Upload begin(long declared) throws IOException {
        if (declared > limits.uploadBytes()) {
            throw Upload.tooLarge(limits.uploadBytes());
        }
        return new Upload(folder, room, limits.uploadBytes());
    }

    /**
     * Reads an upload that is whole.
     *
     * @throws Refusal if it is too long, or no sound, or a damaged one
     * @throws IOException if the disk fails
     */
    Audio read(Upload upload) throws IOException {
        Path file = upload.file();
        try {
            return decode(file);
        } catch (SoundFileException e) {
            // Where the file lay is nobody's business, and tells the sender nothing.
            throw new Refusal(Refusal.NO_SOUND, e.getMessage().replace(file.toString(), "the upload"));
        }
    }

    private Audio decode(Path file) throws IOException {
        try (SoundSource source = SoundFile.open(file)) {
            int rate = source.sampleRate();
            if (source.channels() > MOST_CHANNELS || rate > MOST_HERTZ) {
                throw new Refusal(
                        Refusal.NO_SOUND,
                        "the upload has " + source.channels() + " channels at " + rate + " Hz; at most " + MOST_CHANNELS
                                + " channels and " + MOST_HERTZ + " Hz are taken");
            }
            // A header may claim any length, or none; so it is believed as far as the limit and no further.
            int most = (int) Math.min(
                    limits.clipSeconds() * rate, limits.clipSeconds() * Limits.SAMPLES_PER_SECOND / source.channels());
            if (source.length() > most) {
                throw tooLong((double) source.length() / rate, (double) most / rate);
            }
            float[][] samples = new float[source.channels()][];
            float[][] piece = new float[source.channels()][PIECE];
            Arrays.setAll(samples, c -> new float[source.length() < 0 ? PIECE : (int) source.length()]);
            int done = 0;
            for (int count; (count = source.read(piece, 0, PIECE)) > 0; done += count) {
                if (done + count > most) {
                    throw tooLong((double) (done + count) / rate, (double) most / rate);
                }
                append(samples, done, piece, count);
            }
            if (done == 0) {
                throw new Refusal(Refusal.NO_SOUND, "the upload has no samples; send a sound");
            }
            for (int c = 0; c < samples.length; c++) {
                samples[c] = Arrays.copyOf(samples[c], done);
            }
            return Audio.of(samples, rate);
        }
    }

    private static void append(float[][] samples, int done, float[][] piece, int count) {
        for (int c = 0; c < samples.length; c++) {
            if (done + count > samples[c].length) {
                samples[c] = Arrays.copyOf(samples[c], Math.max(2 * samples[c].length, done + count));
            }
            System.arraycopy(piece[c], 0, samples[c], done, count);
        }
    }

    private static Refusal tooLong(double seconds, double most) {
        return new Refusal(
                Refusal.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "the upload is at least %.1f s long, and %.1f s are the most that is taken; cut it",
                        seconds,
                        most));
    }

    /** Removes the folder with all that is in it. */
    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
