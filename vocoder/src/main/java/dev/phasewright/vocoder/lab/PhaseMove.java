package dev.phasewright.vocoder.lab;

import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.FrameEdit;
import dev.phasewright.spectrogram.SpectralFrame;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Moves the phases of one frame after the other as a {@link PhaseRandomization} says. */
final class PhaseMove implements FrameEdit {
    private static final double QUARTER = 0.25;

    private final PhaseRandomization plan;
    private final int sampleRate;
    /** How far each bin goes, in turns; null until the first frame. */
    private double[] moves;

    private float[] deviates;
    /** Of which channel the moves are that every frame is to make, in {@link PhaseRandomization.Scope#BIN}. */
    private double[][] constant;

    PhaseMove(PhaseRandomization plan, int sampleRate) {
        this.plan = plan;
        this.sampleRate = sampleRate;
    }

    @Override
    public void edit(SpectralFrame frame) {
        if (plan.amount() == 0) {
            return;
        }
        double hertz = (double) sampleRate / frame.size();
        int from = (int) Math.ceil(Math.min(frame.bins(), plan.lowHz() / hertz));
        int to = (int) Math.floor(Math.min(frame.bins() - 1, plan.highHz() / hertz)) + 1;
        if (moves == null) {
            moves = new double[frame.bins()];
        }
        for (int c = 0; c < frame.channels(); c++) {
            if (!plan.linked() || c == 0) {
                choose(frame, c);
            }
            move(frame, c, from, to);
        }
    }

    private void move(SpectralFrame frame, int channel, int from, int to) {
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

    /**
     * Chooses the moves of all bins of a channel, in the band or not: so a band's limits do not change what is drawn.
     */
    private void choose(SpectralFrame frame, int channel) {
        switch (plan.distribution().kind()) {
            case CONSTANT ->
                Arrays.fill(moves, plan.amount() * shortest(plan.distribution().radians() / (2 * Math.PI)));
            case ZERO -> toZero(frame, channel);
            default -> drawn(frame, channel);
        }
    }

    private void drawn(SpectralFrame frame, int channel) {
        if (plan.scope() == PhaseRandomization.Scope.FRAME) {
            draw(channel, frame.number());
            return;
        }
        if (constant == null) {
            constant = new double[frame.channels()][];
        }
        if (constant[channel] == null) {
            draw(channel, 0);
            constant[channel] = moves.clone();
        }
        System.arraycopy(constant[channel], 0, moves, 0, moves.length);
    }

    private void draw(int channel, long frame) {
        SplittableRandom random =
                new SplittableRandom(Seeds.key(Seeds.key(plan.seed(), "channel", channel), "frame", frame));
        double amount = plan.amount();
        switch (plan.distribution().kind()) {
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
                if (deviates == null) {
                    deviates = new float[moves.length];
                }
                NormalDeviates.fill(deviates, 0, deviates.length, random);
                double turns = amount * plan.distribution().radians() / (2 * Math.PI);
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
            for (int c = 1; plan.linked() && c < frame.channels(); c++) {
                x += frame.re(c)[k];
                y += frame.im(c)[k];
            }
            double middle = k % 2 == 0 ? 0 : 0.5;
            moves[k] = plan.amount() * shortest(middle - Math.atan2(y, x) / (2 * Math.PI));
        }
    }

    private static double shortest(double turns) {
        return turns - Math.rint(turns);
    }
}
