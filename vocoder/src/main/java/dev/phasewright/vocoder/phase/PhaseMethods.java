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
 *
 * <p>What each does is {@link #about told} in a phrase.
 */
public final class PhaseMethods {
    private static final Map<String, Method> METHODS = methods();

    private PhaseMethods() {}

    private record Method(String about, Supplier<PhaseReconstructor> maker) {}

    private static Map<String, Method> methods() {
        // Not method references, which would load all classes at once.
        Map<String, Method> methods = new LinkedHashMap<>();
        methods.put("griffin-lim", new Method("back and forth until it fits", () -> GriffinLim.standard()));
        methods.put(
                "accelerated-griffin-lim",
                new Method(
                        "the same with more momentum",
                        () -> GriffinLim.accelerated(GriffinLim.standard().iterations())));
        methods.put("pghi", new Method("sums the slopes that magnitudes imply", () -> new Pghi()));
        methods.put("rtisi", new Method("frame by frame, looking ahead", () -> Rtisi.standard()));
        methods.put("spsi", new Method("a sinusoid through each peak", () -> new Spsi()));
        methods.put("random", new Method("any phase, to hear what is lost", () -> new RandomPhase()));
        methods.put("zero", new Method("no phase at all", () -> new ZeroPhase()));
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
        return method(name).maker().get();
    }

    /**
     * What the method of this name does, in a few words.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    public static String about(String name) {
        return method(name).about();
    }

    private static Method method(String name) {
        Method method = METHODS.get(name);
        if (method == null) {
            throw new IllegalArgumentException(
                    "no phase reconstructor is called \"" + name + "\": there are " + String.join(", ", names()));
        }
        return method;
    }
}
