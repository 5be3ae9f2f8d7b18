package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The synthesizer FluidSynth playing one sound font, one process a score. */
final class FluidSynth {
    /** Where Debian puts the General MIDI sound font of the package fluid-soundfont-gm. */
    static final Path DEBIAN_FONT = Path.of("/usr/share/sounds/sf2/FluidR3_GM.sf2");

    /** The rate that samples were recorded at. */
    private static final int RECORDED_RATE = 44_100;

    private static final Pattern VERSION = Pattern.compile("FluidSynth runtime version (\\S+)");
    private static final Program.Installation INSTALLATION = new Program.Installation(
            "sudo apt install fluidsynth fluid-soundfont-gm",
            "brew install fluid-synth (and name a General MIDI sound font with --soundfont FILE)",
            "choco install fluidsynth (and name a General MIDI sound font with --soundfont FILE)");

    private final Program program;
    private final String version;
    private final Path font;
    private final Path scratch;
    private final int renderRate;

    /**
     * Finds FluidSynth and checks that the sound font is one.
     *
     * @param scratch a folder for its files
     * @param sampleRate the corpus's, at most 48 kHz
     * @throws IOException if the program or the font is missing, with the line that installs it, or the font is none
     */
    FluidSynth(String command, Path font, Path scratch, int sampleRate) throws IOException {
        this.program = new Program(command, INSTALLATION);
        this.font = font;
        this.scratch = scratch;
        // At a lower rate than they were recorded at FluidSynth would play them with their top folded down into the
        // audible, and at the same rate those that it plays faster.
        this.renderRate = (RECORDED_RATE / sampleRate + 1) * sampleRate;
        String about = program.about("--version");
        Matcher m = VERSION.matcher(about);
        if (!m.find()) {
            throw new IOException(command + " --version says \"" + about.strip() + "\", which is not FluidSynth");
        }
        this.version = m.group(1);
        // FluidSynth plays silence, and ends well, if it cannot read its font.
        if (!Files.isRegularFile(font)) {
            throw new IOException(font + ": no such sound font; install it with: sudo apt install fluid-soundfont-gm"
                    + " (or name another with --soundfont FILE)");
        }
        if (!isSoundFont(font)) {
            throw new IOException(font + ": not a SoundFont 2 file; name another with --soundfont FILE");
        }
    }

    private static boolean isSoundFont(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
            return head.startsWith("RIFF") && head.endsWith("sfbk");
        }
    }

    /** What plays, such as {@code FluidSynth 2.3.1 with FluidR3_GM.sf2 (148398306 bytes)}. */
    String name() throws IOException {
        return "FluidSynth " + version + " with " + font.getFileName() + " (" + Files.size(font) + " bytes)";
    }

    /**
     * Plays a score.
     *
     * @param hall whether reverberation and chorus are on, as much of them as the font wants
     * @return the sound, mono, at a higher rate than the corpus's; never clipped
     * @throws Program.Failure if FluidSynth ends with an error or gives no sound file
     * @throws IOException if it cannot be started
     */
    Audio play(Score score, boolean hall) throws IOException {
        Path midi = Files.createTempFile(scratch, "score", ".mid");
        Path wav = Files.createTempFile(scratch, "score", ".wav");
        try {
            score.write(midi);
            // Loading only the samples that are played makes a run ten times as fast as loading the whole font.
            program.run(
                    "-niq",
                    "-R",
                    hall ? "1" : "0",
                    "-C",
                    hall ? "1" : "0",
                    "-r",
                    String.format(Locale.ROOT, "%d", renderRate),
                    "-o",
                    "synth.dynamic-sample-loading=1",
                    "-T",
                    "wav",
                    "-O",
                    "float",
                    "-F",
                    wav.toString(),
                    font.toString(),
                    midi.toString());
            return SoundFile.read(wav).toMono();
        } catch (SoundFileException e) {
            throw new Program.Failure("no sound from " + program.command());
        } finally {
            Files.deleteIfExists(midi);
            Files.deleteIfExists(wav);
        }
    }
}
