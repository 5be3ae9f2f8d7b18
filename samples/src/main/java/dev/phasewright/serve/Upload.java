package dev.phasewright.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A sound file on its way: the readers of sound files want files, so it becomes one as it comes. */
final class Upload implements Body {
    private final Room room;
    private final long most;
    private final Path file;
    private final OutputStream stream;
    private final WritableByteChannel out;
    private long size;

    /**
     * Begins one.
     *
     * @param folder where it lies
     * @param room for all of them
     * @param most bytes that it may have
     */
    Upload(Path folder, Room room, long most) throws IOException {
        this.room = room;
        this.most = most;
        this.file = Files.createTempFile(folder, "upload-", ".sound");
        this.stream = Files.newOutputStream(file);
        this.out = Channels.newChannel(stream);
    }

    @Override
    public void take(ByteBuffer piece) throws IOException {
        if (size + piece.remaining() > most) {
            throw tooLarge(most);
        }
        room.take(piece.remaining());
        size += piece.remaining();
        while (piece.hasRemaining()) {
            write(piece);
        }
    }

    private void write(ByteBuffer piece) throws IOException {
        try {
            out.write(piece);
        } catch (IOException e) {
            if (Files.getFileStore(file).getUsableSpace() < piece.remaining()) {
                throw new Refusal(Refusal.NO_ROOM, "the disk for temporary files is full; make room there");
            }
            throw e;
        }
    }

    static Refusal tooLarge(long most) {
        return new Refusal(
                Refusal.TOO_LARGE, "the upload is larger than " + (most >> 20) + " MB, the most that is taken");
    }

    /**
     * The whole file.
     *
     * @throws Refusal if it is empty
     */
    Path file() throws IOException {
        if (size == 0) {
            throw new Refusal(Refusal.BAD_REQUEST, "the body is empty; it must be the bytes of a sound file");
        }
        stream.close();
        return file;
    }

    @Override
    public void close() throws IOException {
        try (stream) {
            room.give(size);
            size = 0;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
