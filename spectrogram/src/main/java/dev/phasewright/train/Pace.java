package dev.phasewright.train;

/** Items a second, smoothed over about the last twenty updates. */
final class Pace {
    private static final double NEWEST = 0.05;

    private final int batch;
    private long last = System.nanoTime();
    private double smoothed;

    /** Starts the clock for updates of {@code batch} items. */
    Pace(int batch) {
        this.batch = batch;
    }

    /** Counts an update that is done now; items a second. */
    double tick() {
        long now = System.nanoTime();
        double rate = batch / Math.max(1e-9, (now - last) * 1e-9);
        last = now;
        smoothed = smoothed == 0 ? rate : smoothed + NEWEST * (rate - smoothed);
        return smoothed;
    }
}
