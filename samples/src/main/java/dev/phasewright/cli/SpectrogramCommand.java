package dev.phasewright.cli;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundInfo;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright spectrogram}: a picture of a sound. */
@Command(
        name = "spectrogram",
        description = {"Draw the spectrogram of a sound file, mixed to mono, as a PNG.", ""},
        footer = {
            "",
            "Examples:",
            "  phasewright spectrogram seven.wav -o seven.png",
            "  phasewright spectrogram seven.wav --mel --hop 64 -o - > seven.png"
        })
final class SpectrogramCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A sound file.")
    private Path file;

    @ArgGroup
    private Scale scale = new Scale();

    /** The two frequency scales. */
    static final class Scale {
        @Option(names = "--linear", description = "Frequency in hertz (default).")
        private boolean linear;

        @Option(names = "--mel", description = "Frequency in mel.")
        private boolean mel;

        boolean isMel() {
            return mel && !linear;
        }
    }

    @Option(
            names = "--bands",
            paramLabel = "N",
            defaultValue = "80",
            description = "Mel bands (default: ${DEFAULT-VALUE}).")
    private int bands;

    @Option(
            names = "--fft",
            paramLabel = "N",
            description = "Samples in a window, even (default: the power of two at or above 64 ms).")
    private Integer fft;

    @Option(names = "--hop", paramLabel = "N", description = "Samples between frames (default: an eighth of --fft).")
    private Integer hop;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SoundInfo info = SoundFile.probe(file);
        StftSpec transform = asked(info.sampleRate());
        MelFilterBank bank = scale.isMel() ? MelFilterBank.of(mel(transform)) : null;
        Path target = output.check(output.orElse(Path.of(OutputOptions.stem(file) + ".png")));
        Audio sound = SoundFile.read(file).toMono();
        Magnitudes magnitudes = Stft.of(transform).forward(sound).magnitudes();
        String title = file.getFileName().toString();
        BufferedImage image = bank == null
                ? SpectrogramImage.draw(magnitudes, title)
                : SpectrogramImage.draw(bank.apply(magnitudes), title);
        output.write(target, path -> SpectrogramImage.write(image, path));
        return 0;
    }

    /** The transform that was asked for. */
    private StftSpec asked(int rate) {
        int size = fft != null ? fft : StftSpec.forViewing(rate).fftSize();
        try {
            return new StftSpec(rate, size, hop != null ? hop : Math.max(1, size / 8), Window.HANN);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private MelSpec mel(StftSpec transform) {
        MelSpec standard = MelSpec.STANDARD;
        try {
            return new MelSpec(
                    transform,
                    bands,
                    standard.scale(),
                    standard.slaneyNorm(),
                    0,
                    transform.sampleRate() / 2.0,
                    standard.floor());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
