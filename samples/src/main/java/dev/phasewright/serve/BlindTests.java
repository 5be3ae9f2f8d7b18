package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import dev.phasewright.web.BlindTest;
import dev.phasewright.web.DemoSound;
import dev.phasewright.web.ListeningResult;
import dev.phasewright.web.SoundScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The blind tests of the server: made of the sounds that come with Phasewright when they are first asked for, and of
 * visitors' own. All sounds of a test have one length and neutral names.
 */
final class BlindTests {
    private static final double SECONDS = 2.4;
    private static final int MOST_BYTES = 64 << 20;
    private static final double PEAK = 0.97;

    private static final double SHORT = 8;
    private static final double USUAL = 32;
    private static final List<String> METHODS = List.of("network", "pghi", "griffin-lim", "random");

    private final Models models;
    private final Map<String, byte[]> scripts = new LinkedHashMap<>(16, 0.75f, true);
    private long size;
    private List<BlindTest> standard;

    BlindTests(Models models) {
        this.models = models;
    }

    /** The script that hands a sound over, as pages on disk have it; null if there is none of that name. */
    byte[] script(String file) {
        synchronized (scripts) {
            return scripts.get(file);
        }
    }

    /** Those of the sounds that come with Phasewright. */
    synchronized List<BlindTest> standard() throws IOException {
        // A server that made very many tests of visitors' sounds may have forgotten those of its own.
        if (standard == null || !standard.stream().allMatch(this::isThere)) {
            standard = make();
        }
        return standard;
    }

    private boolean isThere(BlindTest test) {
        return test.items().stream()
                .flatMap(item -> item.stimuli().stream())
                .allMatch(stimulus -> script(stimulus.sound() + ".js") != null);
    }

    private List<BlindTest> make() throws IOException {
        List<DemoSound> originals = DemoSound.all(SECONDS);
        List<BlindTest> tests = new ArrayList<>();
        Audio speech = originals.get(0).sound();
        Audio note = originals.get(1).sound();
        Audio noise = originals.get(originals.size() - 1).sound();
        tests.add(
                abx("network-speech", "Speech, two versions", "original", speech, "network", copy(speech, "network")));
        tests.add(abx("random-8-note", "A cello, two versions", "original", note, "random, 8 ms", random(note, SHORT)));
        tests.add(abx(
                "random-noise",
                "Noise, two versions",
                "random, 32 ms",
                random(noise, USUAL),
                "random, 8 ms",
                random(noise, SHORT)));
        List<BlindTest.Item> items = new ArrayList<>();
        for (DemoSound original : DemoSound.recordings(SECONDS)) {
            items.add(versions(original));
        }
        tests.add(BlindTest.mushra("phase-makers", items));
        return List.copyOf(tests);
    }

    private BlindTest.Item versions(DemoSound original) throws IOException {
        List<String> names = new ArrayList<>(List.of(ListeningResult.REFERENCE));
        List<Audio> sounds = new ArrayList<>(List.of(original.sound()));
        for (String method : METHODS) {
            names.add(method);
            sounds.add(copy(original.sound(), method));
        }
        names.add(BlindTest.ANCHOR);
        sounds.add(original.anchor());
        return new BlindTest.Item(original.id(), stimuli(names, sounds));
    }

    private Audio copy(Audio sound, String method) throws IOException {
        return models.copy(sound, new CopyRequest(method, false, CopyRequest.STANDARD_ITERATIONS, 0, 1));
    }

    private static Audio random(Audio sound, double milliseconds) {
        return PhaseRandomization.standard()
                .withFraming(Framing.ofMilliseconds(milliseconds))
                .apply(sound)
                .matched();
    }

    /** One of a visitor's own sound and what became of it. */
    BlindTest own(Audio original, Audio changed) {
        return abx("own-sound", "Your own sound and what you made of it", "original", original, "changed", changed);
    }

    private BlindTest abx(String id, String name, String nameA, Audio a, String nameB, Audio b) {
        return BlindTest.abx(id, name, new BlindTest.Item("sound", stimuli(List.of(nameA, nameB), List.of(a, b))));
    }

    private List<BlindTest.Stimulus> stimuli(List<String> names, List<Audio> sounds) {
        int length = sounds.get(0).length();
        double peak = sounds.stream().mapToDouble(Audio::peak).max().orElseThrow();
        double gain = peak > PEAK ? PEAK / peak : 1;
        List<BlindTest.Stimulus> stimuli = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Audio heard = sounds.get(i).slice(0, length).scaled(gain);
            stimuli.add(new BlindTest.Stimulus(names.get(i), keep(heard)));
        }
        return stimuli;
    }

    private String keep(Audio sound) {
        String name = Token.draw();
        byte[] script =
                SoundScript.of(name, WavBytes.of(sound).toArray()).getBytes(StandardCharsets.US_ASCII);
        synchronized (scripts) {
            scripts.put(name + ".js", script);
            size += script.length;
            for (Iterator<byte[]> oldest = scripts.values().iterator(); size > MOST_BYTES; ) {
                size -= oldest.next().length;
                oldest.remove();
            }
        }
        return name;
    }
}
