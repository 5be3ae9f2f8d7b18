package dev.phasewright.evaluation.sound;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link SoundReport} in the making: one set of sounds after the other is held against real ones. */
final class SoundTable {
    private final SoundComparison comparison;
    private final @Nullable Hearing counting;
    private final long seed;
    private final List<Comparison> rows = new ArrayList<>();
    private final List<DescriptorRow> descriptors = new ArrayList<>();
    private final List<VoiceCount> counts = new ArrayList<>();
    private double seconds;
    private PlacedSounds reference;
    private @Nullable VoiceCount real;

    /**
     * A table without rows.
     *
     * @param counting who counts voices; null if nobody does
     * @param seed of all that is drawn
     */
    SoundTable(SoundComparison comparison, @Nullable Hearing counting, long seed) {
        this.comparison = comparison;
        this.counting = counting;
        this.seed = seed;
    }

    /**
     * Real clips, beside others of other speakers and of the same. The latter are what further sets are held against, each
     * clip by itself; the former's voices are what theirs are divided by.
     */
    void begin(SoundSet undamaged, SoundSet others, SoundSet same) {
        seconds = SoundComparison.holding(same.sounds());
        reference = comparison.place(same, seconds).eachByItself();
        PlacedSounds placed = comparison.place(undamaged, seconds);
        rows.add(comparison.compare(placed, comparison.place(others, seconds)));
        add(placed);
        real = counts.isEmpty() ? null : counts.get(0);
    }

    /** From now on sets are held against these real clips, and their voices divided by these clips' voices. */
    void turnTo(SoundSet clips) {
        PlacedSounds placed = comparison.place(clips, seconds);
        reference = placed.eachByItself();
        real = null;
        describe(placed);
        real = counts.isEmpty() ? null : counts.get(counts.size() - 1);
    }

    /** Adds a set. */
    void add(SoundSet set) {
        add(comparison.place(set, seconds));
    }

    private void add(PlacedSounds placed) {
        rows.add(comparison.compare(placed.eachByItself(), reference));
        describe(placed);
    }

    private void describe(PlacedSounds placed) {
        descriptors.add(DescriptorRow.of(placed, seed));
        if (counting != null) {
            SoundSet set = placed.set();
            counts.add(VoiceCount.of(set.name(), counting.verdicts(set.sounds()), real, seed));
        }
    }

    /** What has been found. */
    SoundReport report() {
        return new SoundReport(rows, descriptors, counts);
    }
}
