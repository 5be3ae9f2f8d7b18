package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.random.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Recordings on their way into copies of themselves: what a copy is follows from the seed, its recording and its number. */
final class Alteration {
    private final Map<Integer, List<Recordings.Item>> classes;
    private final Variation.Copies copies;

    Alteration(Recordings recordings, Variation.Copies copies) {
        this.classes = recordings.items().stream().collect(Collectors.groupingBy(Recordings.Item::classIndex));
        this.copies = copies;
    }

    /**
     * A copy of a recording.
     *
     * @param number which, from 1
     * @throws IOException if one of the same class, that is to be laid over it, cannot be read
     */
    Audio of(Recordings.Item item, Audio sound, int number) throws IOException {
        RandomGenerator random = Seeds.stream(copies.seed(), "copy " + item.name(), number);
        List<Recordings.Item> fellows = Objects.requireNonNull(classes.get(item.classIndex()));
        Recordings.Item fellow = fellows.get(random.nextInt(fellows.size()));
        try {
            return copies.variation().apply(sound.toMono(), () -> read(fellow, sound.sampleRate()), random);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Audio read(Recordings.Item item, int sampleRate) {
        try {
            return Resampler.resample(SoundFile.read(item.file()).toMono(), sampleRate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
