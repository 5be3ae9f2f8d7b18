package dev.phasewright.theory.machine;

/**
 * The denoiser that minimizes the training loss exactly: the mean of all training clips (of the class that is asked for, if
 * one is), each weighted by {@code exp(−‖x − y‖² / 2σ²)}. Its sampler's results are training clips.
 *
 * <p>It takes about as long a training clip as reading it does.
 */
public final class IdealMachine extends Machine {
    /** A machine of all these clips. */
    public IdealMachine(LearnedClips clips) {
        this(clips, LANES);
    }

    IdealMachine(LearnedClips clips, int lanes) {
        super(clips, lanes);
    }

    @Override
    void add(float[] noisy, float[] clip, double sigma, SoftMean mean) {
        double distance = 0;
        for (int i = 0; i < clip.length; i++) {
            double d = noisy[i] - clip[i];
            distance += d * d;
        }
        mean.addEverywhere(-distance / (2 * sigma * sigma), clip);
    }
}
