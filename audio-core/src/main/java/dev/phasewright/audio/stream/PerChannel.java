package dev.phasewright.audio.stream;

import java.util.List;

/**
 * One stream a channel as a stream of them all, in step.
 *
 * @param channels at least one; each gives out as much as the others
 */
public record PerChannel(List<? extends Streaming<float[], float[]>> channels)
        implements Streaming<float[][], float[][]> {
    /** Keeps a copy of the list. */
    public PerChannel {
        channels = List.copyOf(channels);
    }

    @Override
    public float[][] step(float[][] piece) {
        float[][] ready = new float[piece.length][];
        for (int c = 0; c < ready.length; c++) {
            ready[c] = channels.get(c).step(piece[c]);
        }
        return ready;
    }

    @Override
    public float[][] flush() {
        return channels.stream().map(Streaming::flush).toArray(float[][]::new);
    }

    @Override
    public void reset() {
        channels.forEach(Streaming::reset);
    }
}
