package dev.phasewright.diffusion.train;

import dev.phasewright.diffusion.Condition;
import java.util.random.RandomGenerator;

/** Clips of what is known already, trained on again beside what is new, so that it is not forgotten. */
interface Rehearsal {
    /** Nothing is. */
    Rehearsal NONE = new Rehearsal() {
        @Override
        public int places(int batch) {
            return 0;
        }

        @Override
        public boolean alone() {
            return false;
        }

        @Override
        public Condition draw(float[] clip, RandomGenerator random) {
            throw new IllegalStateException("there is nothing to rehearse");
        }
    };

    /** How many of a batch's places are for these clips; always the same for the same batch. */
    int places(int batch);

    /**
     * Whether it is from these clips alone that the network learns what it does when it is asked for nothing: new clips
     * then never have their condition hidden.
     */
    boolean alone();

    /** Draws one into an array of its size, as log-mel values, and returns what one would have to ask for to get it. */
    Condition draw(float[] clip, RandomGenerator random);
}
