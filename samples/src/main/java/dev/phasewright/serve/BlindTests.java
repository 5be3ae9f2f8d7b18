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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The blind tests of the server: of the sounds that come with Phasewright, and of visitors' own. All sounds of a test have
 * one length and neutral names.
 *
 * <p>Making the first takes seconds of vocoding. It is done once, by a thread of its own in the background, when one of the
 * server's own pages asks for it with {@code POST}: a {@code GET}, which any site can make a browser send, starts nothing.
 */
final class BlindTests implements AutoCloseable {
    private static final double SECONDS = 2.4;
    private static final int MOST_BYTES = 64 << 20;
    private static final double PEAK = 0.97;

    private static final double SHORT = 8;
    private static final double USUAL = 32;
    private static final List<String> METHODS = List.of("network", "pghi", "griffin-lim", "random");
    /** Two of each of three tests, and of three recordings the original, the methods and the anchor. */
    private static final int SOUNDS = 3 * 2 + 3 * 6;

    private final Models models;
    private final Map<String, byte[]> standardScripts = new ConcurrentHashMap<>();
    private final Map<String, byte[]> ownScripts = new LinkedHashMap<>(16, 0.75f, true);
    private long ownSize;
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean failed;
    private volatile boolean closed;
    private volatile List<BlindTest> standard;
    private Thread maker;

    BlindTests(Models models) {
        this.models = models;
    }

    /**
     * How far the usual tests are.
     *
     * @param made sounds for them
     * @param of so many
     * @param ready whether all are there
     * @param failed whether making them has failed
     */
    record Progress(int made, int of, boolean ready, boolean failed) {}

    /** How far the usual tests are. */
    Progress progress() {
        return new Progress(made.get(), SOUNDS, standard != null, failed);
    }

    /** The script that hands a sound over, as pages on disk have it; null if there is none of that name. */
    byte[] script(String file) {
        byte[] usual = standardScripts.get(file);
        if (usual != null) {
            return usual;
        }
        synchronized (ownScripts) {
            return ownScripts.get(file);
        }
    }

    /** Those of the sounds that come with Phasewright, if they have been made. */
    List<BlindTest> standard() {
        List<BlindTest> there = standard;
        return there == null ? List.of() : there;
    }

    /** Begins to make them, unless they are there or under way. */
    synchronized void begin() {
        if (standard != null || closed || (maker != null && maker.isAlive())) {
            return;
        }
        made.set(0);
        failed = false;
        standardScripts.clear();
        maker = new Thread(
                () -> {
                    try {
                        standard = make();
                    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
                        failed = !closed;
                    }
                },
                "blind tests");
        maker.setDaemon(true);
        maker.start();
    }

    /** Waits for the sound that is being made; there will be no more. */
    @Override
    public void close() {
        closed = true;
        Thread waited;
        synchronized (this) {
            waited = maker;
        }
        try {
            if (waited != null) {
                waited.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<BlindTest> make() throws IOException {
        List<DemoSound> originals = DemoSound.all(SECONDS);
        List<BlindTest> tests = new ArrayList<>();
        Audio speech = originals.get(0).sound();
        Audio note = originals.get(1).sound();
        Audio noise = originals.get(originals.size() - 1).sound();
        tests.add(abx(
                "network-speech",
                "Speech, two versions",
                "original",
                speech,
                "network",
                copy(speech, "network"),
                true));
        tests.add(abx(
                "random-8-note", "A cello, two versions", "original", note, "random, 8 ms", random(note, SHORT), true));
        tests.add(abx(
                "random-noise",
                "Noise, two versions",
                "random, 32 ms",
                random(noise, USUAL),
                "random, 8 ms",
                random(noise, SHORT),
                true));
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
        return new BlindTest.Item(original.id(), stimuli(names, sounds, true));
    }

    private Audio copy(Audio sound, String method) throws IOException {
        if (closed) {
            throw new IOException("the server is stopping");
        }
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
        return abx(
                "own-sound", "Your own sound and what you made of it", "original", original, "changed", changed, false);
    }

    private BlindTest abx(String id, String name, String nameA, Audio a, String nameB, Audio b, boolean usual) {
        return BlindTest.abx(
                id, name, new BlindTest.Item("sound", stimuli(List.of(nameA, nameB), List.of(a, b), usual)));
    }

    private List<BlindTest.Stimulus> stimuli(List<String> names, List<Audio> sounds, boolean usual) {
        int length = sounds.get(0).length();
        double peak = sounds.stream().mapToDouble(Audio::peak).max().orElseThrow();
        double gain = peak > PEAK ? PEAK / peak : 1;
        List<BlindTest.Stimulus> stimuli = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Audio heard = sounds.get(i).slice(0, length).scaled(gain);
            stimuli.add(new BlindTest.Stimulus(names.get(i), usual ? keep(heard) : keepOwn(heard)));
        }
        return stimuli;
    }

    private static byte[] script(String name, Audio sound) {
        return SoundScript.of(name, WavBytes.of(sound).toArray()).getBytes(StandardCharsets.US_ASCII);
    }

    private String keep(Audio sound) {
        String name = Token.draw();
        standardScripts.put(name + ".js", script(name, sound));
        made.incrementAndGet();
        return name;
    }

    private String keepOwn(Audio sound) {
        String name = Token.draw();
        byte[] script = script(name, sound);
        synchronized (ownScripts) {
            ownScripts.put(name + ".js", script);
            ownSize += script.length;
            for (Iterator<byte[]> oldest = ownScripts.values().iterator(); ownSize > MOST_BYTES; ) {
                ownSize -= oldest.next().length;
                oldest.remove();
            }
        }
        return name;
    }
}
