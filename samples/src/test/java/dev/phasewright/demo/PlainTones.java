package dev.phasewright.demo;

import dev.phasewright.audio.Audio;
import dev.phasewright.midi.Pad;
import dev.phasewright.web.KeyboardInstrument;
import dev.phasewright.web.PadSet;
import dev.phasewright.web.SiteFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plain tones that stand for generated notes and hits on a page that is played. */
final class PlainTones {
    private static final int RATE = 16_000;
    private static final int DRUM_RATE = 44_100;

    /** Samples of a note: long enough for a browser on a busy machine. */
    static final int LENGTH = 8 * RATE;

    private PlainTones() {}

    /** Tones of some seconds, from C4 to C5, so many cents off. */
    static KeyboardInstrument instrument(String name, int cents, SiteFolder site) throws IOException {
        return new KeyboardInstrument(name, "tones", 60, 72, 3, 5L, tones(cents, 0.1, site));
    }

    /** The same with so much of the octave. */
    static Map<Integer, String> tones(int cents, double octave, SiteFolder site) throws IOException {
        Map<Integer, String> sounds = new TreeMap<>();
        for (int pitch = 60; pitch <= 72; pitch++) {
            float[] samples = new float[LENGTH];
            double step = 2 * Math.PI * 440 * Math.pow(2, (pitch + cents / 100.0 - 69) / 12) / RATE;
            for (int i = RATE / 20; i < LENGTH; i++) {
                samples[i] = (float) (0.3 * Math.sin(step * i) + octave * Math.sin(2 * step * i));
            }
            sounds.put(pitch, site.packed(Audio.mono(samples, RATE)));
        }
        return sounds;
    }

    /** Tones that die away, one for each take of four pads: kick, snare and both hats, at 100, 200 … Hz. */
    static PadSet pads(SiteFolder site) throws IOException {
        Map<Pad, List<List<String>>> sounds = new TreeMap<>();
        int hertz = 0;
        for (Pad pad : List.of(Pad.KICK, Pad.SNARE, Pad.CLOSED_HAT, Pad.OPEN_HAT)) {
            List<List<String>> layers = new ArrayList<>();
            for (int layer = 0; layer < 2; layer++) {
                List<String> takes = new ArrayList<>();
                for (int take = 0; take < 2; take++) {
                    hertz += 100;
                    takes.add(site.packed(hit(hertz)));
                }
                layers.add(takes);
            }
            sounds.put(pad, layers);
        }
        return PadSet.rendered("tom-toms", 9, sounds);
    }

    static Audio hit(int hertz) {
        float[] samples = new float[3 * DRUM_RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.8 * Math.exp(-1.5 * i / DRUM_RATE) * Math.sin(2 * Math.PI * hertz * i / DRUM_RATE));
        }
        return Audio.mono(samples, DRUM_RATE);
    }
}
