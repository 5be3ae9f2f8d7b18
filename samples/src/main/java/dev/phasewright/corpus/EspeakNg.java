package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The speech synthesizer eSpeak NG, one process an utterance: what it says depends on the arguments alone, never on
 * what it said before.
 */
final class EspeakNg {
    private static final Pattern VERSION = Pattern.compile("text-to-speech: (\\S+)");
    private static final Pattern VARIANT = Pattern.compile("!v/(.+?)\\s*(\\(.*)?$");
    private static final int WAV_HEADER = 44;

    private static final Program.Installation INSTALLATION = new Program.Installation(
            "sudo apt install espeak-ng", "brew install espeak-ng", "winget install eSpeak-NG.eSpeak-NG");

    private final Program program;
    private final String version;

    /**
     * Finds eSpeak NG and checks that it has the voice variants of the corpora.
     *
     * @throws IOException if the program is missing, with the line that installs it, or lacks a voice
     */
    EspeakNg(String command) throws IOException {
        this.program = new Program(command, INSTALLATION);
        String about = program.about("--version");
        Matcher m = VERSION.matcher(about);
        if (!m.find()) {
            throw new IOException(command + " --version says \"" + about.strip() + "\", which is not eSpeak NG");
        }
        this.version = m.group(1);
        List<String> missing = new ArrayList<>(Speaker.VARIANTS);
        missing.removeAll(variants());
        if (!missing.isEmpty()) {
            throw new IOException("eSpeak NG " + version + " lacks the voice variants " + String.join(", ", missing)
                    + "; install its complete data, version 1.51 or newer");
        }
    }

    /** The version, such as {@code 1.51}. */
    String version() {
        return version;
    }

    private Set<String> variants() throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : program.about("--voices=variant").lines().toList()) {
            Matcher m = VARIANT.matcher(line);
            if (m.find()) {
                names.add(m.group(1));
            }
        }
        return names;
    }

    /**
     * Checks that it speaks languages.
     *
     * @throws IOException if it lacks one
     */
    void requireLanguages(List<String> names) throws IOException {
        Set<String> known = new HashSet<>();
        for (String line : program.about("--voices").lines().toList()) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > 1) {
                known.add(columns[1]);
            }
        }
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(known);
        if (!missing.isEmpty()) {
            throw new IOException("eSpeak NG " + version + " lacks the languages " + String.join(", ", missing)
                    + "; install its complete data, version 1.51 or newer");
        }
    }

    /**
     * Says one word.
     *
     * @param pitch 0 to 99, 50 for the voice's own
     * @param rate words a minute
     * @return the sound, mono, at eSpeak NG's own sample rate
     * @throws Program.Failure if eSpeak NG ends with an error or gives no sound file
     * @throws IOException if it cannot be started
     */
    Audio say(String word, Speaker speaker, int pitch, int rate) throws IOException {
        return sound(program.run("-v", speaker.voice(), "-p", "" + pitch, "-s", "" + rate, "--stdout", word), speaker);
    }

    /**
     * Says a text in any script, which goes through stdin because arguments pass only the characters of the system's
     * locale; otherwise as {@link #say}.
     */
    Audio read(String text, Speaker speaker, int pitch, int rate) throws IOException {
        String[] how = {"-v", speaker.voice(), "-p", "" + pitch, "-s", "" + rate, "-b", "1", "--stdin", "--stdout"};
        return sound(program.feed(text, how), speaker);
    }

    private static Audio sound(byte[] wav, Speaker speaker) throws Program.Failure {
        ByteBuffer in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.length < WAV_HEADER || in.getInt(0) != 0x46464952 || in.getShort(34) != 16) {
            throw new Program.Failure("no sound for voice " + speaker.voice());
        }
        // A stream's header cannot know the length of what follows, so what counts is what came.
        float[] samples = new float[(wav.length - WAV_HEADER) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort(WAV_HEADER + 2 * i) / 32768f;
        }
        return Audio.mono(samples, in.getInt(24));
    }
}
