package dev.phasewright.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.format.SoundInfo;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An hour of sound is 115 MB of floats at 8 kHz, and passes through a heap of 64. */
class HourOfSoundTest {
    private static final int RATE = 8000;
    private static final int HOUR = 3600 * RATE;

    /** Runs in the small heap: first what cannot be, then what can. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] files) throws IOException {
            try {
                SoundFile.read(Path.of(files[0]));
            } catch (SoundFileException e) {
                System.out.println(e.getMessage());
            }
            try (SoundSource in = Resampler.resample(SoundFile.open(Path.of(files[0])), RATE / 2);
                    SoundSink out = SoundFile.create(Path.of(files[1]), 1, in.sampleRate(), SampleFormat.PCM_16)) {
                float[][] piece = new float[1][4096];
                for (int count; (count = in.read(piece, 0, 4096)) > 0; ) {
                    out.write(piece, 0, count);
                }
                out.finish();
            }
        }
    }

    @Test
    void isReadResampledAndWrittenInASmallHeap(@TempDir Path folder) throws Exception {
        Path in = folder.resolve("in.wav");
        writeHour(in);
        Path out = folder.resolve("out.wav");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        in.toString(),
                        out.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertEquals(
                in + ": does not fit in the memory allowed; cut it into pieces or raise java -Xmx", printed.strip());
        assertEquals(new SoundInfo("WAV", "16-bit PCM", 1, RATE / 2, HOUR / 2), SoundFile.probe(out));
        assertEquals(0, sample(out, HOUR / 2 - RATE));
        assertEquals(0.5, sample(out, HOUR / 2 - RATE / 4), 0.005);
    }

    /** Silence, and 0.5 throughout the last second; the silence takes no room on the disk. */
    private static void writeHour(Path file) throws IOException {
        SoundFile.write(Audio.mono(new float[0], RATE), file, SampleFormat.PCM_16);
        byte[] header = Files.readAllBytes(file);
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, 36 + 2 * HOUR)
                .putInt(40, 2 * HOUR);
        Files.delete(file);
        ByteBuffer second = ByteBuffer.allocate(2 * RATE).order(ByteOrder.LITTLE_ENDIAN);
        while (second.hasRemaining()) {
            second.putShort((short) 16384);
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(header));
            channel.write(second.flip(), header.length + 2L * (HOUR - RATE));
        }
    }

    private static double sample(Path wav, int index) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(wav.toFile(), "r")) {
            file.seek(44 + 2L * index);
            return Short.reverseBytes(file.readShort()) / 32768.0;
        }
    }
}
