package dev.phasewright.demo;

/** Watches a long work, and may stop it by throwing. */
@FunctionalInterface
public interface Progress {
    /** Told of each so many sounds that are finished, of the {@link Demo#sounds()} there will be. */
    void made(int more);
}
