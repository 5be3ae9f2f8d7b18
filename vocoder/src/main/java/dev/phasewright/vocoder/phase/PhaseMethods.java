package dev.phasewright.vocoder.phase;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The methods of phase reconstruction that need no training, by the names that command lines and requests call them:
 *
 * <table><caption>names and methods</caption>
 * <tr><td>{@code griffin-lim}</td><td>{@link GriffinLim#standard}</td></tr>
 * <tr><td>{@code accelerated-griffin-lim}</td><td>{@link GriffinLim#accelerated}, as many iterations</td></tr>
 * <tr><td>{@code pghi}</td><td>{@link Pghi}</td></tr>
 * <tr><td>{@code rtisi}</td><td>{@link Rtisi#standard}</td></tr>
 * <tr><td>{@code spsi}</td><td>{@link Spsi}</td></tr>
 * <tr><td>{@code random}</td><td>{@link RandomPhase}</td></tr>
 * <tr><td>{@code zero}</td><td>{@link ZeroPhase}</td></tr>
 * </table>
 */
public final class PhaseMethods {
    private static final Map<String, Supplier<PhaseReconstructor>> METHODS = methods();

    private PhaseMethods() {}

    private static Map<String, Supplier<PhaseReconstructor>> methods() {
        // Not method references, which would load all classes at once.
        Map<String, Supplier<PhaseReconstructor>> methods = new LinkedHashMap<>();
        methods.put("griffin-lim", () -> GriffinLim.standard());
        methods.put(
                "accelerated-griffin-lim",
                () -> GriffinLim.accelerated(GriffinLim.standard().iterations()));
        methods.put("pghi", () -> new Pghi());
        methods.put("rtisi", () -> Rtisi.standard());
        methods.put("spsi", () -> new Spsi());
        methods.put("random", () -> new RandomPhase());
        methods.put("zero", () -> new ZeroPhase());
        return Collections.unmodifiableMap(methods);
    }

    /** The names there are, the usual ones first. */
    public static List<String> names() {
        return List.copyOf(METHODS.keySet());
    }

    /**
     * The method of this name.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    public static PhaseReconstructor named(String name) {
        Supplier<PhaseReconstructor> method = METHODS.get(name);
        if (method == null) {
            throw new IllegalArgumentException(
                    "no phase reconstructor is called \"" + name + "\": there are " + String.join(", ", names()));
        }
        return method.get();
    }
}
