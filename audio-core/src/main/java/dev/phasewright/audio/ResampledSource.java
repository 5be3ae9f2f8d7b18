package dev.phasewright.audio;

import be.tarsos.dsp.resample.Resampler;
import dev.phasewright.audio.stream.BufferedSource;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * TarsosDSP's resampler, fed so that its result does not depend on how the sound is cut.
 *
 * <p>It keeps a buffer of its own, filters whatever that holds after each feeding, and rounds its place in the sound
 * once a filtering. So it is always given more than its buffer takes, and room for no result, which makes it filter one
 * full buffer exactly; the result is fetched afterwards with nothing fed. At the sound's end it is given all the rest.
 */
final class ResampledSource extends BufferedSource {
    /** Samples made at a time, at most. */
    private static final int LOT = 1 << 13;

    /** Designing the filter takes longer than a second of sound; a folder of clips mostly needs the same one. */
    private static volatile @Nullable Filter latest;

    private record Filter(double factor, Resampler resampler) {}

    private final SoundSource source;
    private final int sampleRate;
    private final double factor;
    private final Resampler[] resamplers;
    private final int enough;
    private final float[][] waiting;
    private final float[][] lot;
    private int from;
    private int to;
    private long taken;
    private boolean ended;
    private long made;

    ResampledSource(SoundSource source, int sampleRate) {
        super(source.channels());
        this.source = source;
        this.sampleRate = sampleRate;
        this.factor = (double) sampleRate / source.sampleRate();
        this.resamplers = new Resampler[source.channels()];
        Arrays.setAll(resamplers, c -> new Resampler(filter(factor)));
        int width = resamplers[0].getFilterWidth();
        // Twice TarsosDSP's buffer: a second filling if the first gave no sample at all.
        this.enough = 2 * Math.max(4096, 2 * width + 10);
        // Silence behind the end lets the filter run out over the last samples.
        int tail = 2 * width + (int) Math.ceil(2 / factor) + 16;
        this.waiting = new float[source.channels()][2 * enough + tail];
        this.lot = new float[source.channels()][LOT];
    }

    private static Resampler filter(double factor) {
        Filter filter = latest;
        if (filter == null || filter.factor != factor) {
            filter = new Filter(factor, new Resampler(true, factor, factor));
            latest = filter;
        }
        return filter.resampler;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public long length() {
        return source.length() < 0 ? -1 : resampledLength(source.length());
    }

    private long resampledLength(long length) {
        return (long) Math.floor((double) length * sampleRate / source.sampleRate() + 0.5);
    }

    @Override
    protected boolean more() throws IOException {
        int count;
        if (ended) {
            count = process(to - from, true, Math.min(LOT, resampledLength(taken) - made));
            if (count == 0) {
                return false;
            }
        } else {
            count = process(0, false, LOT);
            if (count == 0 && to - from < enough) {
                refill();
            } else if (count == 0) {
                process(to - from, false, 0);
            }
        }
        append(lot, 0, count);
        made += count;
        return true;
    }

    /** Feeds so many samples, of which it takes what it likes, with room for so many results; how many there were. */
    private int process(int available, boolean end, long room) {
        // Every channel is at the same place.
        int consumed = 0;
        int generated = 0;
        for (int c = 0; c < resamplers.length; c++) {
            Resampler.Result result =
                    resamplers[c].process(factor, waiting[c], from, available, end, lot[c], 0, (int) room);
            consumed = result.inputSamplesConsumed;
            generated = result.outputSamplesGenerated;
        }
        from += consumed;
        return generated;
    }

    private void refill() throws IOException {
        for (float[] channel : waiting) {
            System.arraycopy(channel, from, channel, 0, to - from);
        }
        to -= from;
        from = 0;
        int room = 2 * enough - to;
        int count = source.read(waiting, to, room);
        taken += count;
        to += count;
        if (count < room) {
            ended = true;
            for (float[] channel : waiting) {
                Arrays.fill(channel, to, channel.length, 0);
            }
            to += waiting[0].length - 2 * enough;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
