package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SoundFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The speech synthesizer Flite with the voices that come with it. */
final class Flite {
    private static final Pattern VERSION = Pattern.compile("version: flite-(\\S+)");
    private static final Program.Installation INSTALLATION = new Program.Installation(
            "sudo apt install flite", "brew install flite", "see https://github.com/festvox/flite");

    /**
     * A voice, which speaks English.
     *
     * <p>All come from recordings of people, in three ways: {@code awb_time} joins pieces of its recordings, {@code kal}
     * and {@code kal16} speak through diphones cut from them, {@code awb}, {@code rms} and {@code slt} through a
     * statistical model of them.
     *
     * @param name Flite's name
     * @param speaker whose voice it is; two voices of one speaker are never in two parts
     */
    record Voice(String name, String speaker) {
        private static final Voice CLOCK = new Voice("awb_time", "awb");

        /**
         * The voices of one part, as often as they are to be heard. The test's is the only speaker of whom there are
         * whole recorded phrases.
         */
        static List<Voice> of(Split split) {
            return switch (split) {
                case TRAIN -> {
                    // kal has half the bandwidth of kal16, so it is heard less.
                    Voice kal16 = new Voice("kal16", "kal");
                    Voice slt = new Voice("slt", "slt");
                    yield List.of(kal16, slt, kal16, slt, new Voice("kal", "kal"));
                }
                case VALIDATION -> List.of(new Voice("rms", "rms"));
                case TEST -> List.of(new Voice("awb", "awb"), CLOCK);
            };
        }

        /** A draw of something to say, about four seconds or more of it. */
        String text(Draws draws) {
            return equals(CLOCK)
                    ? EnglishSentences.time(draws) + " " + EnglishSentences.time(draws)
                    : EnglishSentences.any(draws) + " " + EnglishSentences.any(draws);
        }
    }

    private final Program program;
    private final String version;
    private final Path scratch;

    /**
     * Finds Flite and checks that it has its voices.
     *
     * @param scratch a folder for its sound files
     * @throws IOException if the program is missing, with the line that installs it, or lacks a voice
     */
    Flite(String command, Path scratch) throws IOException {
        this.program = new Program(command, INSTALLATION);
        this.scratch = scratch;
        String about = program.about("--version");
        Matcher m = VERSION.matcher(about);
        if (!m.find()) {
            throw new IOException(command + " --version says \"" + about.strip() + "\", which is not Flite");
        }
        this.version = m.group(1);
        List<String> missing = new ArrayList<>();
        for (Split split : Split.values()) {
            Voice.of(split).forEach(voice -> missing.add(voice.name()));
        }
        missing.removeAll(List.of(program.about("-lv").strip().split("\\s+")));
        if (!missing.isEmpty()) {
            throw new IOException("Flite " + version + " lacks the voices " + String.join(", ", missing)
                    + "; install its complete voices, version 2.0 or newer, with: " + INSTALLATION.line());
        }
    }

    /** The version, such as {@code 2.2-current}. */
    String version() {
        return version;
    }

    /**
     * Says a text.
     *
     * @param stretch how many times as long as the voice's own pace, about 1
     * @param pitch how many times as high as the voice's own pitch, about 1; {@code rms} and {@code awb_time} do not
     *     heed it
     * @return the sound, mono, at the voice's own sample rate
     * @throws Program.Failure if Flite ends with an error or gives no sound file
     * @throws IOException if it cannot be started
     */
    Audio say(String text, Voice voice, double stretch, double pitch) throws IOException {
        Path file = Files.createTempFile(scratch, "flite", ".wav");
        try {
            program.run(
                    "-voice",
                    voice.name(),
                    "--setf",
                    String.format(Locale.ROOT, "duration_stretch=%.3f", stretch),
                    "--setf",
                    String.format(Locale.ROOT, "f0_shift=%.3f", pitch),
                    "-t",
                    text,
                    "-o",
                    file.toString());
            return SoundFile.read(file);
        } catch (SoundFileException e) {
            throw new Program.Failure("no sound for voice " + voice.name());
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
