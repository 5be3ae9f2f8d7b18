package dev.phasewright.vocoder.lab;

import dev.phasewright.spectrogram.FrameEdit;
import dev.phasewright.spectrogram.SpectralFrame;

/** Moves the phases of one frame after the other, within a band, as they are chosen. */
final class PhaseMove implements FrameEdit {
    private static final double QUARTER = 0.25;

    private final PhaseChoice choice;
    private final double lowHz;
    private final double highHz;
    private final boolean linked;
    private final int sampleRate;

    /**
     * The moves of one sound.
     *
     * @param lowHz bins below keep their phase, as those above {@code highHz} do
     * @param linked whether what is chosen for the first channel is done to all
     */
    PhaseMove(PhaseChoice choice, double lowHz, double highHz, boolean linked, int sampleRate) {
        this.choice = choice;
        this.lowHz = lowHz;
        this.highHz = highHz;
        this.linked = linked;
        this.sampleRate = sampleRate;
    }

    @Override
    public void edit(SpectralFrame frame) {
        double hertz = (double) sampleRate / frame.size();
        int from = (int) Math.ceil(Math.min(frame.bins(), lowHz / hertz));
        int to = (int) Math.floor(Math.min(frame.bins() - 1, highHz / hertz)) + 1;
        double[] moves = choice.of(frame, 0);
        for (int c = 0; c < frame.channels(); c++) {
            if (!linked && c > 0) {
                moves = choice.of(frame, c);
            }
            move(frame, c, from, to, moves);
        }
    }

    private static void move(SpectralFrame frame, int channel, int from, int to, double[] moves) {
        double[] re = frame.re(channel);
        double[] im = frame.im(channel);
        for (int k = from; k < to; k++) {
            if (!frame.isReal(k)) {
                UnitCircle.turn(re, im, k, moves[k]);
            } else if (Math.abs(moves[k] - Math.rint(moves[k])) > QUARTER) {
                re[k] = -re[k];
            }
        }
    }
}
