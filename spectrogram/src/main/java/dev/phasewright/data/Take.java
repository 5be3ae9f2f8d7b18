package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The features of a recording or of an altered copy of it, or why there are none: one of the two is null. */
final class Take {
    /** In bytes of features: five and a half hours of log-mel frames. */
    private static final double LONGEST_RECORDING = 1e9;

    /**
     * What is computed from a recording.
     *
     * @param description all that it depends on, for the fingerprint
     * @param width numbers a row
     * @param rate rows a second, at least about
     * @param silence what stands where a recording has ended
     * @param compute the rows of one recording, and figures measured on it
     */
    record Format(String description, int width, double rate, float silence, Function<Audio, Computed> compute) {}

    /** The rows of a recording, and figures measured on it, always as many. */
    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    record Computed(float[] rows, double... figures) {}

    private final Recordings.Item item;
    private final float @Nullable [] values;
    private final double[] figures;
    private final String fingerprint;
    private final @Nullable IOException failure;

    private Take(Recordings.Item item, @Nullable Computed computed, @Nullable IOException failure) {
        this.item = item;
        this.values = computed == null ? null : computed.rows;
        this.figures = computed == null ? new double[0] : computed.figures;
        this.fingerprint = values == null ? "" : fingerprint(values);
        this.failure = failure;
    }

    private static String fingerprint(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return shortened(sha256().digest(bytes.array()));
    }

    /** All takes of a recording, which is decoded once: itself and its copies; or why there are none, which is one. */
    static List<Take> of(Recordings.Item item, Alteration alteration, int takes, Format format) {
        try {
            Audio audio = SoundFile.read(item.file());
            if (audio.length() == 0) {
                throw new RecordingsException(item.file() + ": holds no sound; leave it out");
            }
            if (audio.seconds() * format.rate * format.width * Float.BYTES > LONGEST_RECORDING) {
                throw new RecordingsException(item.file() + ": too long; cut it into pieces");
            }
            return IntStream.range(0, takes)
                    .mapToObj(copy -> of(item, audio, alteration, copy, format))
                    .toList();
        } catch (IOException e) {
            return List.of(new Take(item, null, e));
        }
    }

    private static Take of(Recordings.Item item, Audio audio, Alteration alteration, int copy, Format format) {
        try {
            Audio heard = copy == 0 ? audio : alteration.of(item, audio, copy);
            return new Take(item, format.compute.apply(heard), null);
        } catch (IOException e) {
            return new Take(item, null, e);
        }
    }

    /** The recording. */
    Recordings.Item item() {
        return item;
    }

    /** Its rows; null if there are none. */
    float @Nullable [] values() {
        return values;
    }

    /** What was measured on it. */
    double[] figures() {
        return figures;
    }

    /** Why there are no rows. */
    IOException failure() {
        return Objects.requireNonNull(failure, "it was read");
    }

    /** The same in words. */
    String reason() {
        return Objects.requireNonNullElse(failure().getMessage(), failure().toString());
    }

    /** How many bytes its rows take. */
    long bytes() {
        return values == null ? 0 : (long) values.length * Float.BYTES;
    }

    /** Sixteen hexadecimal digits that follow from its rows; nothing if there are none. */
    String fingerprint() {
        return fingerprint;
    }

    static String shortened(byte[] digest) {
        return HexFormat.of().formatHex(digest).substring(0, 16);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
