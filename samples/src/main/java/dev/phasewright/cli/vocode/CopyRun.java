package dev.phasewright.cli.vocode;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.SoundSink;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import dev.phasewright.vocoder.copy.Copier;
import dev.phasewright.vocoder.copy.CopyPicture;
import dev.phasewright.vocoder.copy.CopyPlan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Makes one copy after the other, from file to file, and tells of each. */
final class CopyRun {
    private static final int PIECE = 1 << 13;

    private final OutputOptions output;
    private final boolean plot;
    private final Progress bar;
    private final Console console;
    private final VocoderOptions vocoder;
    /** Seconds written. */
    private double done;
    /** Of the copy in work, the greatest sample. */
    private float peak;

    /**
     * A run.
     *
     * @param plot whether a picture goes beside each copy
     * @param bar of seconds
     * @param vocoder how it was asked for
     */
    CopyRun(OutputOptions output, boolean plot, Progress bar, Console console, VocoderOptions vocoder) {
        this.output = output;
        this.plot = plot;
        this.bar = bar;
        this.console = console;
        this.vocoder = vocoder;
    }

    /**
     * Makes the copy of a sound file.
     *
     * @throws dev.phasewright.audio.SoundFileException if the sound turns out to be damaged, or too long
     * @throws IOException if the copy cannot be written
     */
    void make(Copier copier, Path file, Path target) throws IOException {
        output.write(target, path -> {
            write(copier, file, path);
            if (plot) {
                draw(copier.plan(), file, path, OutputOptions.picture(target));
            }
        });
        CopyPlan plan = copier.plan();
        console.say(
                "%s: %s%s%s%s",
                OutputOptions.name(target),
                plan,
                plan.isStreamed() ? told("; a sample depends on %.0f ms after it", 1000 * copier.lookAhead()) : "",
                plan.lowLatency() ? told(" and could come out %.0f ms after it", 1000 * copier.latency()) : "",
                peak > 1 ? told("; clipped where it was too loud, by up to %.1f dB", 20 * Math.log10(peak)) : "");
    }

    private static String told(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void write(Copier copier, Path file, Path path) throws IOException {
        CopyPlan plan = copier.plan();
        try (SoundSource original = SoundFile.open(file);
                SoundSource copy = copier.copy(original, vocoder.room(plan, file, original)::require);
                SoundSink sink = SoundFile.create(path, copy.channels(), copy.sampleRate(), SampleFormat.PCM_16)) {
            VocoderOptions.tellRate(plan, file, copy.sampleRate(), console);
            peak = 0;
            float[][] piece = new float[copy.channels()][PIECE];
            for (int count; (count = copy.read(piece, 0, PIECE)) > 0; ) {
                sink.write(piece, 0, count);
                for (float[] channel : piece) {
                    for (int i = 0; i < count; i++) {
                        peak = Math.max(peak, Math.abs(channel[i]));
                    }
                }
                done += (double) count / copy.sampleRate();
                bar.at((long) done);
            }
            sink.finish();
        }
    }

    private void draw(CopyPlan plan, Path file, Path copy, Path picture) throws IOException {
        BufferedImage image = CopyPicture.draw(file, copy, file.getFileName().toString(), plan.toString());
        output.write(picture, path -> SpectrogramImage.write(image, path));
    }
}
