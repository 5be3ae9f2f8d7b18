package dev.phasewright.vocoder.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * One sound's phases exchanged in every way: each mode, each amount, each length of window. Laid beside each other they
 * show what "short" means: where a voice becomes rough, and where its words are lost.
 *
 * @param versions what is made
 */
public record PhaseSweep(List<Version> versions) {
    /** What is done to phases. */
    public enum Mode {
        /** Random phases. */
        RANDOM,
        /** A jitter of 1 rad. */
        JITTER,
        /** Random signs. */
        SIGN,
        /** Zero phases. */
        ZERO,
        /** Random phases that are constant over time. */
        BIN;

        private PhaseRandomization plan() {
            PhaseRandomization standard = PhaseRandomization.standard();
            return switch (this) {
                case RANDOM -> standard;
                case JITTER -> standard.withDistribution(PhaseDistribution.gaussian(1));
                case SIGN -> standard.withDistribution(PhaseDistribution.sign());
                case ZERO -> standard.withDistribution(PhaseDistribution.zero());
                case BIN -> standard.withScope(PhaseRandomization.Scope.BIN);
            };
        }

        /** Its name in files and tables. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One version of the sound.
     *
     * @param percent how far phases go
     * @param plan all of it
     */
    public record Version(Mode mode, double percent, PhaseRandomization plan) {
        /** The window's length in milliseconds, or {@code whole}. */
        public String window() {
            return plan.framing().isWhole()
                    ? "whole"
                    : Framing.plain(plan.framing().milliseconds());
        }

        /** What it has in common with the versions of other windows. */
        public String series() {
            return mode.label() + " " + Framing.plain(percent) + " %";
        }

        /** The name of its sound file. */
        public String file() {
            String unit = plan.framing().isWhole() ? "" : "ms";
            return mode.label() + "-" + Framing.plain(percent) + "-" + window() + unit + ".wav";
        }
    }

    /** @throws NullPointerException if there are no versions */
    public PhaseSweep {
        versions = List.copyOf(versions);
    }

    /**
     * Every mode with every amount in all frames; what is named twice is made once.
     *
     * @param percents how far phases go, each from 0 to 100
     * @param seed what phases are drawn from
     * @throws IllegalArgumentException if an amount is out of its range
     */
    public static PhaseSweep of(List<Mode> modes, List<Double> percents, List<Framing> framings, long seed) {
        List<Version> versions = new ArrayList<>();
        for (Mode mode : new LinkedHashSet<>(modes)) {
            for (double percent : new LinkedHashSet<>(percents)) {
                for (Framing framing : new LinkedHashSet<>(framings)) {
                    PhaseRandomization plan = mode.plan()
                            .withAmount(percent / 100)
                            .withFraming(framing)
                            .withSeed(seed);
                    versions.add(new Version(mode, percent, plan));
                }
            }
        }
        return new PhaseSweep(versions);
    }
}
