package dev.phasewright.audio.stream;

import java.util.List;

/** Streams of one channel each, in step. */
record PerChannel(List<Streaming<float[], float[]>> channels) implements Streaming<float[][], float[][]> {
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
