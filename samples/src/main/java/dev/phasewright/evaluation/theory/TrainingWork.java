package dev.phasewright.evaluation.theory;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** How much a model was computed for, as its origin tells: what trainings of unlike networks can be compared by. */
public final class TrainingWork {
    /** Where the origin has it. */
    public static final String ORIGIN = "work";

    private static final String UNIT = " TFLOP";

    private TrainingWork() {}

    /** Floating-point operations as an origin tells them. */
    public static String of(double flops) {
        return String.format(Locale.ROOT, "%.3g", flops * 1e-12) + UNIT;
    }

    /**
     * TFLOP of a model's last training.
     *
     * @param model its name
     * @throws IOException if its origin does not tell
     */
    public static double in(String model, Map<String, String> origin) throws IOException {
        String told = origin.getOrDefault(ORIGIN, "");
        try {
            if (told.endsWith(UNIT)) {
                return Double.parseDouble(told.substring(0, told.length() - UNIT.length()));
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IOException(model + ": does not tell how much work its training was; train it with this Phasewright");
    }
}
