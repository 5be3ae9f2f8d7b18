package dev.phasewright.vocoder.lab;

import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.SpectralFrame;
import java.util.Arrays;
import java.util.SplittableRandom;

/** How far the phases of each frame are to go: drawn, given, or what leads to zero. Remembers what was drawn once for all. */
final class PhaseChoice {
    private final PhaseDistribution distribution;
    private final double amount;
    private final boolean constant;
    private final boolean linked;
    private final long seed;
    /** Empty until the first frame, as are the others. */
    private double[] moves = {};

    private float[] deviates = {};
    /** By channel, the moves that every frame is to make; null until they are drawn. */
    private double[][] drawn = {};

    /**
     * The choice for one sound.
     *
     * @param amount how far to go, of 1
     * @param constant whether what is drawn of a bin holds for all frames
     * @param linked whether it is the sum of all channels whose phase becomes zero
     */
    PhaseChoice(PhaseDistribution distribution, double amount, boolean constant, boolean linked, long seed) {
        this.distribution = distribution;
        this.amount = amount;
        this.constant = constant;
        this.linked = linked;
        this.seed = seed;
    }

    /**
     * The moves of all bins of a channel in turns, in the band or not: so a band's limits do not change what is drawn.
     * The same array each time.
     */
    double[] of(SpectralFrame frame, int channel) {
        if (moves.length == 0) {
            moves = new double[frame.bins()];
        }
        switch (distribution.kind()) {
            case CONSTANT -> Arrays.fill(moves, amount * shortest(distribution.radians() / (2 * Math.PI)));
            case ZERO -> toZero(frame, channel);
            default -> drawn(frame, channel);
        }
        return moves;
    }

    private void drawn(SpectralFrame frame, int channel) {
        if (!constant) {
            draw(channel, frame.number());
            return;
        }
        if (drawn.length == 0) {
            drawn = new double[frame.channels()][];
        }
        if (drawn[channel] == null) {
            draw(channel, 0);
            drawn[channel] = moves.clone();
        }
        System.arraycopy(drawn[channel], 0, moves, 0, moves.length);
    }

    private void draw(int channel, long frame) {
        SplittableRandom random = new SplittableRandom(Seeds.key(Seeds.key(seed, "channel", channel), "frame", frame));
        switch (distribution.kind()) {
            case UNIFORM -> {
                for (int k = 0; k < moves.length; k++) {
                    // From −½ to ½ turn; nextLong alone is the same on every JDK.
                    moves[k] = amount * (random.nextLong() * 0x1p-64);
                }
            }
            case SIGN -> {
                for (int k = 0; k < moves.length; k++) {
                    moves[k] = random.nextLong() < 0 ? amount / 2 : 0;
                }
            }
            default -> {
                if (deviates.length == 0) {
                    deviates = new float[moves.length];
                }
                NormalDeviates.fill(deviates, 0, deviates.length, random);
                double turns = amount * distribution.radians() / (2 * Math.PI);
                for (int k = 0; k < moves.length; k++) {
                    moves[k] = turns * deviates[k];
                }
            }
        }
    }

    /**
     * To zero at the frame's middle; of linked channels, of their sum. There a phase of 0 is one of k half turns at the
     * frame's first sample.
     */
    private void toZero(SpectralFrame frame, int channel) {
        for (int k = 0; k < moves.length; k++) {
            double x = frame.re(channel)[k];
            double y = frame.im(channel)[k];
            for (int c = 1; linked && c < frame.channels(); c++) {
                x += frame.re(c)[k];
                y += frame.im(c)[k];
            }
            double middle = k % 2 == 0 ? 0 : 0.5;
            moves[k] = amount * shortest(middle - Math.atan2(y, x) / (2 * Math.PI));
        }
    }

    private static double shortest(double turns) {
        return turns - Math.rint(turns);
    }
}
