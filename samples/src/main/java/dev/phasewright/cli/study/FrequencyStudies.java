package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.theory.CausalityReport;
import dev.phasewright.evaluation.theory.SpectrumCharts;
import dev.phasewright.evaluation.theory.SpectrumReport;
import dev.phasewright.evaluation.theory.SpectrumStudy;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The studies of what diffusion does by frequency. */
final class FrequencyStudies {
    private FrequencyStudies() {}

    /** What the studies of frequency share: where figures and pictures go. */
    static final class Outputs {
        @Option(names = "--csv", paramLabel = "FILE", description = "Keep all figures as a table, too.")
        private @Nullable Path csv;

        @Option(names = "--plot", paramLabel = "PNG", description = "Draw them.")
        private @Nullable Path plot;

        @Mixin
        private SeedOption seed;

        @Mixin
        private ReportOptions report;

        /** Draws a picture into a file. */
        interface Drawing {
            void into(Path file) throws IOException;
        }

        long seed() {
            return seed.seed();
        }

        void check() throws IOException {
            report.check();
            report.check(csv);
            report.check(plot);
        }

        void tell(String table, Object figures, String lines, Drawing drawing) throws IOException {
            report.tell(table, figures);
            report.keep(csv, lines);
            if (plot != null) {
                drawing.into(plot);
            }
        }
    }

    /** {@code phasewright study spectrum}: how power falls with frequency, and what noise drowns of it. */
    @Command(
            name = "spectrum",
            description = {
                "See how a corpus's power falls with frequency, and where a network restores it.",
                "",
                "Waveforms, linear and log-mel spectrograms are taken as lines and pictures, and their power over the "
                        + "frequencies of those: by rings of equal frequency, and along time and bands apart. A straight "
                        + "line on doubly logarithmic paper is a power law, f^−α; its interval is 95 %% over clips drawn "
                        + "anew. White noise of level σ drowns what is below σ².",
                "",
                "With --model, held-out clips are drowned at 13 levels, and the table has the level below which the network "
                        + "restores half of each octave of the picture, beside the one that the spectrum alone predicts.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study spectrum digits",
                "  phasewright study spectrum digits --model digits --plot tide.png --csv tide.csv"
            })
    static final class Spectrum implements Callable<Integer> {
        /** Clips that a network is measured on: hundreds of thousands of coefficients. */
        private static final int DENOISED = 64;

        private static final double USUAL_SECONDS = 1.024;

        @Parameters(paramLabel = "DIR", description = "A folder of recordings, perhaps divided as a corpus is.")
        private Path data;

        @Option(
                names = "--model",
                paramLabel = "NAME|DIR",
                description = "A generator to measure; clips are then as long as its own, in its units.")
        private @Nullable String model;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Clips that the spectrum is found from, at most (default: ${DEFAULT-VALUE}).")
        private int count;

        @Option(
                names = "--keep",
                description = "Keep the spectrum in the model's description, for generate --levels spectral.")
        private boolean keep;

        @Mixin
        private Outputs outputs;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(spec, "--count", count, 2, 100_000);
            if (keep && model == null) {
                throw new ParameterException(spec.commandLine(), "--keep wants a --model to keep the spectrum in");
            }
            outputs.check();
            if (model == null) {
                MelSpec features = MelSpec.STANDARD;
                int frames = (int) Math.round(USUAL_SECONDS * features.stft().frameRate());
                SpectrumStudy study = new SpectrumStudy(
                        new SpectrumStudy.Spec(data, features, frames, null, count, outputs.seed()), console::progress);
                tell(new SpectrumReport(data.toString(), study.spectra(), null, null));
            } else {
                ModelFolder folder = ModelFolder.find(model);
                GeneratorSpec described = GeneratorSpec.of(folder);
                SpectrumStudy study =
                        new SpectrumStudy(study(described, data, count, outputs.seed()), console::progress);
                List<SpectrumReport.Row> rows = study.spectra();
                SpatialSpectrum spectrum = rows.get(rows.size() - 1).spatial();
                if (keep) {
                    Checkpoint.describeAnew(folder.path(), described.withSpectrum(spectrum));
                }
                PyTorch.announce(console);
                try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder.path())) {
                    tell(new SpectrumReport(
                            data.toString(), rows, model, study.errors(generator.denoiser(), spectrum, DENOISED)));
                }
            }
            return 0;
        }

        private void tell(SpectrumReport found) throws IOException {
            outputs.tell(found.table(), found, found.csv(), file -> SpectrumCharts.draw(found, file));
        }
    }

    private static SpectrumStudy.Spec study(GeneratorSpec generator, Path data, int count, long seed) {
        return new SpectrumStudy.Spec(
                data, generator.features(), generator.network().frames(), generator.normalization(), count, seed);
    }

    /** {@code phasewright study causality}: which octaves of a network's answer hang on which of its question. */
    @Command(
            name = "causality",
            description = {
                "See how far a network goes from coarse to fine, as autoregression over frequency would.",
                "",
                "A little noise is added to one octave of noisy held-out clips, and the octaves in which the network's answer "
                        + "moves are told. Autoregression predicts that octaves which noise has drowned move nothing, and "
                        + "that higher ones move no lower ones. The null is Wiener's filter, which knows the spectrum and "
                        + "nothing else. The picture has the matrix at each level, that of the filter below it.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study causality digits --data digits",
                "  phasewright study causality digits --data digits --plot causality.png --csv causality.csv"
            })
    static final class Causality implements Callable<Integer> {
        private static final int SPECTRUM_CLIPS = 1000;

        @Parameters(paramLabel = "NAME|DIR", description = "The model.")
        private String model;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                defaultValue = "digits",
                description = "What it learned from (default: ${DEFAULT-VALUE}).")
        private Path data;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "48",
                description = "Clips that are measured (default: ${DEFAULT-VALUE}).")
        private int count;

        @Option(
                names = "--levels",
                paramLabel = "N",
                defaultValue = "7",
                description = "Noise levels, from 80 down to 0.05 (default: ${DEFAULT-VALUE}).")
        private int levels;

        @Mixin
        private Outputs outputs;

        @Mixin
        private Console console;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(spec, "--count", count, 1, 10_000);
            StudyOptions.requireWithin(spec, "--levels", levels, 2, 50);
            outputs.check();
            ModelFolder folder = ModelFolder.find(model);
            SpectrumStudy study = new SpectrumStudy(
                    study(GeneratorSpec.of(folder), data, SPECTRUM_CLIPS, outputs.seed()), console::progress);
            PyTorch.announce(console);
            try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder.path())) {
                CausalityReport found = new CausalityReport(
                        model, data.toString(), study.causality(generator.denoiser(), count, levels));
                outputs.tell(found.table(), found, found.csv(), file -> SpectrumCharts.draw(found, file));
            }
            return 0;
        }
    }
}
