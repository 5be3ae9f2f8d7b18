package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

    private final String command;
    private final String version;

    /**
     * Finds eSpeak NG and checks that it has the voices of the digit corpus.
     *
     * @throws IOException if the program is missing, with the line that installs it, or lacks a voice
     */
    EspeakNg(String command) throws IOException {
        this.command = command;
        String about = text("--version");
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
        for (String line : text("--voices=variant").lines().toList()) {
            Matcher m = VARIANT.matcher(line);
            if (m.find()) {
                names.add(m.group(1));
            }
        }
        return names;
    }

    private String text(String option) throws IOException {
        return new String(run(command, option), StandardCharsets.UTF_8);
    }

    /**
     * Says one word.
     *
     * @param pitch 0 to 99, 50 for the voice's own
     * @param rate words a minute
     * @return the sound, mono, at eSpeak NG's own sample rate
     * @throws EngineFailure if eSpeak NG ends with an error or gives no sound file
     * @throws IOException if it cannot be started
     */
    Audio say(String word, Speaker speaker, int pitch, int rate) throws IOException {
        byte[] wav = run(command, "-v", speaker.voice(), "-p", "" + pitch, "-s", "" + rate, "--stdout", word);
        ByteBuffer in = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.length < WAV_HEADER || in.getInt(0) != 0x46464952 || in.getShort(34) != 16) {
            throw new EngineFailure("no sound for voice " + speaker.voice());
        }
        // A stream's header cannot know the length of what follows, so what counts is what came.
        float[] samples = new float[(wav.length - WAV_HEADER) / 2];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort(WAV_HEADER + 2 * i) / 32768f;
        }
        return Audio.mono(samples, in.getInt(24));
    }

    private byte[] run(String... arguments) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(arguments)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException(command + " is not installed; install it with: " + installLine(), e);
        }
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] bytes = out.readAllBytes();
            int status = process.waitFor();
            if (status != 0) {
                throw new EngineFailure(command + " ended with status " + status);
            }
            return bytes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private static String installLine() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            return "brew install espeak-ng";
        }
        return os.contains("windows") ? "winget install eSpeak-NG.eSpeak-NG" : "sudo apt install espeak-ng";
    }

    /** eSpeak NG ran, and gave nothing of use. */
    static final class EngineFailure extends IOException {
        private static final long serialVersionUID = 1;

        EngineFailure(String message) {
            super(message);
        }
    }
}
