package dev.phasewright.web;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes panels: brings sounds to one length and below full scale, draws them and keeps them. */
public final class PanelMaker {
    /** As wide as a picture is on a page, at most. */
    private static final int WIDTH = 400;

    private static final int HEIGHT = 112;

    /** Columns of a waveform, usually. */
    private static final int COLUMNS = 200;

    /** The largest sample of a panel, so that nothing clips. */
    private static final double PEAK = 0.97;

    private final SiteFolder site;
    private final Runnable counter;
    private final Map<StftSpec, Stft> transforms;
    /** The transform of its spectrograms; null for the standard one at the sounds' own rate. */
    private final StftSpec shown;

    /** Seconds of each sound that its waveform shows, from the beginning; infinite for all. */
    private final double outlined;

    /** Whether sounds are kept as FLAC, whose sizes differ, and so not for blind tests. */
    private final boolean packed;

    /**
     * A maker of panels with the usual pictures.
     *
     * @param site keeps sounds and pictures
     * @param progress told of the sounds that are made
     */
    public PanelMaker(SiteFolder site, ProgressObserver progress) {
        this(site, counter(progress), new HashMap<>(), null, Double.POSITIVE_INFINITY, false);
    }

    private PanelMaker(
            SiteFolder site,
            Runnable counter,
            Map<StftSpec, Stft> transforms,
            StftSpec shown,
            double outlined,
            boolean packed) {
        this.site = site;
        this.counter = counter;
        this.transforms = transforms;
        this.shown = shown;
        this.outlined = outlined;
        this.packed = packed;
    }

    /** Counts the sounds of all makers that come from one. */
    private static Runnable counter(ProgressObserver progress) {
        AtomicInteger made = new AtomicInteger();
        return () -> progress.at(made.incrementAndGet());
    }

    /**
     * The same with other pictures.
     *
     * @param spec the transform of spectrograms; a low rate shows low frequencies alone
     * @param seconds of each sound that its waveform shows, from the beginning: a cycle, say
     */
    public PanelMaker showing(StftSpec spec, double seconds) {
        return new PanelMaker(site, counter, transforms, spec, seconds, packed);
    }

    /** The same with sounds in about half the room, of sizes that differ: not for blind tests. */
    public PanelMaker packed() {
        return new PanelMaker(site, counter, transforms, shown, outlined, true);
    }

    /**
     * Makes a panel.
     *
     * @param id its name within the page
     * @param name its heading
     * @param about what there is to hear
     * @param command what made the sound that all began with; null if each says its own
     * @param given the sounds, at least one; the others are compared with the first
     * @param first which one is chosen at the beginning
     * @param layout classes of the style sheet; may be empty
     * @throws IOException if a sound or a picture cannot be kept
     */
    public Panel make(
            String id, String name, String about, String command, List<PanelSound> given, int first, String layout)
            throws IOException {
        int length = given.stream().mapToInt(t -> t.sound().length()).max().orElseThrow();
        double peak = given.stream().mapToDouble(t -> t.sound().peak()).max().orElseThrow();
        double gain = peak > PEAK ? PEAK / peak : 1;
        List<Audio> sounds =
                given.stream().map(t -> t.sound().slice(0, length).scaled(gain)).toList();
        int sampleRate = sounds.get(0).sampleRate();
        StftSpec spec = shown == null ? standard(sampleRate) : shown;
        List<Magnitudes> levels = new ArrayList<>();
        for (Audio sound : sounds) {
            levels.add(magnitudes(sound, spec));
        }
        int width = Math.min(WIDTH, levels.get(0).frames());
        List<BufferedImage> pictures = SpectrogramImage.bare(levels, width, HEIGHT);
        double loudest = sounds.stream().mapToDouble(Audio::peak).max().orElseThrow();
        List<PanelVersion> versions = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            PanelSound one = given.get(i);
            Comparison comparison = compare(one, sounds.get(0), sounds.get(i), width);
            versions.add(new PanelVersion(
                    one.name(),
                    one.about(),
                    packed ? site.packed(sounds.get(i)) : site.sound(sounds.get(i)),
                    outline(sounds.get(i), loudest),
                    site.picture(pictures.get(i)),
                    comparison.picture,
                    comparison.words,
                    one.command()));
            counter.run();
        }
        return new Panel(
                id,
                name,
                about,
                command,
                (int) (1000L * length / sampleRate),
                versions,
                first,
                layout,
                width,
                HEIGHT,
                new PictureScale(spec.sampleRate() / 2.0, (double) length / sampleRate, SpectrogramImage.top(levels)));
    }

    /** The transform of most pictures: the standard one where the rate is the standard's. */
    private static StftSpec standard(int sampleRate) {
        StftSpec standard = MelSpec.STANDARD.stft();
        return new StftSpec(sampleRate, standard.fftSize(), standard.hop(), standard.window());
    }

    private Waveform outline(Audio sound, double loudest) {
        int samples = (int) Math.min(sound.length(), Math.max(1, Math.round(outlined * sound.sampleRate())));
        return Waveform.of(sound, samples, Math.min(COLUMNS, samples), loudest);
    }

    private record Comparison(String picture, String words) {}

    private Comparison compare(PanelSound one, Audio original, Audio sound, int width) throws IOException {
        if (one.compared() == null) {
            return new Comparison(null, null);
        }
        Magnitudes a = magnitudes(original, one.compared());
        Magnitudes b = magnitudes(sound, one.compared());
        double apart = SpectralConvergence.between(a, b);
        int height = Math.min(HEIGHT, a.bins());
        String picture =
                site.picture(SpectrogramImage.difference(a, b, Math.min(width, Math.max(1, a.frames())), height));
        String words = Double.isInfinite(apart)
                ? "magnitudes the same"
                : String.format(Locale.ROOT, "magnitudes apart by %.1f dB", apart)
                        .replace('-', '−');
        return new Comparison(picture, one.kept() + ": " + words);
    }

    private Magnitudes magnitudes(Audio sound, StftSpec spec) {
        return transforms
                .computeIfAbsent(spec, Stft::of)
                .forward(Resampler.resample(sound, spec.sampleRate()))
                .magnitudes();
    }
}
