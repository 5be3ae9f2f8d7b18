package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How high recordings reach, from some of them: whether features that end at 8 kHz would leave out what is to be heard.
 *
 * @param heard how many were listened to
 * @param wide how many of them have a rate of 32 kHz or more, and a thousandth of their energy or more above 8 kHz
 */
public record Bandwidth(int heard, int wide) {
    private static final int MOST_HEARD = 64;
    private static final int LOWEST_RATE = 32_000;
    private static final double SHARE = 1e-3;
    private static final double MOST_SECONDS = 3;

    /** That of recordings, up to 64 of them, spread over all; those that cannot be read are passed over. */
    public static Bandwidth of(Recordings recordings) {
        int heard = 0;
        int wide = 0;
        for (Recordings.Item item : Spread.over(recordings.items(), MOST_HEARD)) {
            try {
                Audio sound = beginning(item.file());
                heard++;
                wide += reachesHigh(sound) ? 1 : 0;
            } catch (IOException e) {
                // Those who read all of them will tell.
            }
        }
        return new Bandwidth(heard, wide);
    }

    /** As much as is listened to: of an hour of sound the rest need not be read. */
    private static Audio beginning(Path file) throws IOException {
        try (SoundSource source = SoundFile.open(file)) {
            int most = (int) (MOST_SECONDS * source.sampleRate());
            float[][] samples = new float[source.channels()][most];
            int read = source.read(samples, 0, most);
            return Audio.of(samples, source.sampleRate()).slice(0, read);
        }
    }

    /** Whether features that end at 8 kHz would lose something that is heard. */
    static boolean reachesHigh(Audio sound) {
        if (sound.sampleRate() < LOWEST_RATE || sound.length() == 0) {
            return false;
        }
        StftSpec spec = StftSpec.forViewing(sound.sampleRate());
        Magnitudes magnitudes = Stft.of(spec).forward(sound.toMono()).magnitudes();
        double high = 0;
        double all = 0;
        for (int frame = 0; frame < magnitudes.frames(); frame++) {
            for (int bin = 0; bin < spec.bins(); bin++) {
                double magnitude = magnitudes.at(frame, bin);
                double energy = magnitude * magnitude;
                all += energy;
                high += spec.frequency(bin) > MelSpec.STANDARD.highHz() ? energy : 0;
            }
        }
        return all > 0 && high >= SHARE * all;
    }

    /** The features that suit them: {@link MelSpec#WIDE} if half of them or more reach above 8 kHz. */
    public MelSpec features() {
        return heard > 0 && 2 * wide >= heard ? MelSpec.WIDE : MelSpec.STANDARD;
    }
}
