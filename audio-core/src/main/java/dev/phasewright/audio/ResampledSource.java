package dev.phasewright.audio;

import be.tarsos.dsp.resample.Resampler;
import dev.phasewright.audio.stream.Piece;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;

/**
 * TarsosDSP's resampler, fed so that its result does not depend on how the sound is cut.
 *
 * <p>It keeps a buffer of its own, filters whatever that holds after each feeding, and rounds its place in the sound
 * once a filtering. So it is always given more than its buffer takes, and room for no result, which makes it filter one
 * full buffer exactly; the result is fetched afterwards with nothing fed. At the sound's end it is given all the rest.
 */
final class ResampledSource implements SoundSource {
    private static final int READY = 1 << 13;

    /** Designing the filter takes longer than a second of sound; a folder of clips mostly needs the same one. */
    private static volatile Filter latest;

    private record Filter(double factor, Resampler resampler) {}

    private final SoundSource source;
    private final int sampleRate;
    private final double factor;
    private final Resampler[] resamplers;
    private final int enough;
    private final float[][] waiting;
    private final float[][] ready;
    private int from;
    private int to;
    private long taken;
    private boolean ended;
    private int readyFrom;
    private int readyTo;
    private long made;

    ResampledSource(SoundSource source, int sampleRate) {
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
        this.ready = new float[source.channels()][READY];
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
    public int channels() {
        return source.channels();
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
    public int read(float[][] into, int offset, int count) throws IOException {
        Piece.check(into, channels(), offset, count);
        int done = 0;
        while (done < count && (readyFrom < readyTo || more())) {
            int present = Math.min(count - done, readyTo - readyFrom);
            for (int c = 0; c < into.length; c++) {
                System.arraycopy(ready[c], readyFrom, into[c], offset + done, present);
            }
            readyFrom += present;
            done += present;
        }
        return done;
    }

    /** Makes the next samples ready; false if there are none. */
    private boolean more() throws IOException {
        readyFrom = 0;
        readyTo = 0;
        while (readyTo == 0) {
            if (ended) {
                readyTo = process(to - from, true, Math.min(READY, resampledLength(taken) - made));
                if (readyTo == 0) {
                    return false;
                }
            } else {
                readyTo = process(0, false, READY);
                if (readyTo == 0 && to - from < enough) {
                    refill();
                } else if (readyTo == 0) {
                    process(to - from, false, 0);
                }
            }
        }
        made += readyTo;
        return true;
    }

    /** Feeds so many samples, of which it takes what it likes, with room for so many results; how many there were. */
    private int process(int available, boolean end, long room) {
        Resampler.Result result = null;
        for (int c = 0; c < resamplers.length; c++) {
            result = resamplers[c].process(factor, waiting[c], from, available, end, ready[c], 0, (int) room);
        }
        // Every channel is at the same place.
        from += result.inputSamplesConsumed;
        return result.outputSamplesGenerated;
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
