package dev.phasewright.cli.phase;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.vocoder.copy.Copier;
import dev.phasewright.vocoder.copy.CopyPlan;
import dev.phasewright.vocoder.copy.Rendered;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code phasewright phase reconstruct}: {@code vocode} of one sound by all its magnitudes, at the original's level.
 */
@Command(
        name = "reconstruct",
        description = {
            "Discard a sound's phases and make them anew from its magnitudes.",
            "",
            "What vocode does of one sound, but brought to the original's level, as are all sounds of the laboratory: "
                    + "what is at random or zero comes out quieter. vocode has more options.",
            "",
            "The network is one of two: that of 16 kHz for sounds of such a rate or a lower one, and that of 44.1 kHz for "
                    + "all others, which are resampled there and back; every other way works at the sound's own rate.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase reconstruct speech.wav -o copy.wav",
            "  phasewright phase reconstruct speech.wav --with griffin-lim -o gl.wav",
            "  phasewright phase reconstruct speech.wav --with zero -o buzz.wav"
        })
final class PhaseReconstructCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A sound file.")
    private Path file;

    @Option(
            names = "--with",
            paramLabel = "NAME|DIR",
            completionCandidates = VocoderOptions.Names.class,
            defaultValue = VocoderOptions.NETWORK,
            description = "How phase is made: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); or a network that "
                    + "train vocoder made, by name or folder; or the folder of a published Vocos model.")
    private String vocoder;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What random phases are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private PhaseOutput output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        VocoderOptions options = new VocoderOptions("--with", vocoder, spec);
        Path target = output.target(file, "-reconstructed");
        VocoderChoice choice;
        CopyPlan plan;
        try (SoundSource sound = SoundFile.open(file)) {
            choice = options.choose(sound.sampleRate());
            plan = CopyPlan.by(choice, seed);
            output.check(target, sound, sound.length(), file);
            options.requireRoom(plan, file, sound);
        }
        if (choice.kind() != VocoderChoice.Kind.METHOD) {
            PyTorch.announce(console);
        }
        try (Copier copier = Copier.load(plan);
                Rendered once = new Rendered(sound -> copier.copy(sound, options.room(plan, file, sound)::require))) {
            try (SoundSource sound = SoundFile.open(file)) {
                VocoderOptions.tellRate(plan, file, sound.sampleRate(), console);
            }
            output.write(() -> SoundFile.open(file), once::of, plan.toString(), List.of(target));
        }
        return 0;
    }
}
