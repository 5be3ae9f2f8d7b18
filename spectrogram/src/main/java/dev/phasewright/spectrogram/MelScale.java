package dev.phasewright.spectrogram;

/** The two mel scales in use: perceived pitch as a function of frequency. */
public enum MelScale {
    /** {@code 2595·log₁₀(1 + f/700)}, as in HTK and torchaudio's default. */
    HTK {
        @Override
        public double fromHertz(double hertz) {
            return 2595 * Math.log10(1 + hertz / 700);
        }

        @Override
        public double toHertz(double mel) {
            return 700 * (Math.pow(10, mel / 2595) - 1);
        }
    },
    /** Linear below 1 kHz and logarithmic above, as in Slaney's Auditory Toolbox and librosa's default. */
    SLANEY {
        @Override
        public double fromHertz(double hertz) {
            return hertz < KNEE_HZ ? hertz / LINEAR_STEP : KNEE_HZ / LINEAR_STEP + Math.log(hertz / KNEE_HZ) / LOG_STEP;
        }

        @Override
        public double toHertz(double mel) {
            double knee = KNEE_HZ / LINEAR_STEP;
            return mel < knee ? mel * LINEAR_STEP : KNEE_HZ * Math.exp(LOG_STEP * (mel - knee));
        }
    };

    private static final double KNEE_HZ = 1000;
    private static final double LINEAR_STEP = 200.0 / 3;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    /** Hertz to mel. */
    public abstract double fromHertz(double hertz);

    /** Mel to hertz. */
    public abstract double toHertz(double mel);
}
