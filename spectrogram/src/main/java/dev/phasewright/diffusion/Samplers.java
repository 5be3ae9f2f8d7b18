package dev.phasewright.diffusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The samplers that a command line or a server calls by name, each with its default parameters. */
public final class Samplers {
    private static final Map<String, Supplier<Sampler>> NAMED = new LinkedHashMap<>();

    static {
        // Not method references, which would load all classes at once.
        NAMED.put("euler", () -> new EulerSampler());
        NAMED.put("heun", () -> new HeunSampler());
        NAMED.put("dpmpp2m", () -> new DpmSolver2MSampler());
        NAMED.put("dpmpp2m-sde", () -> DpmSolver2MSampler.freshlyNoised());
        NAMED.put("stochastic", () -> new StochasticHeunSampler());
        NAMED.put("restart", () -> new RestartSampler(1));
        NAMED.put("renoise", () -> new RenoisingSampler());
    }

    private Samplers() {}

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /**
     * The sampler of a name, with its default parameters.
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if the name is not known; the message lists those that are
     */
    public static Sampler named(String name) {
        Supplier<Sampler> standard = NAMED.get(name);
        if (standard == null) {
            throw new IllegalArgumentException(
                    "no sampler is called '" + name + "'; choose one of " + String.join(", ", names()));
        }
        return standard.get();
    }

    /** The name of a sampler, as {@link #named} knows it; what it is in full if its parameters are others. */
    public static String name(Sampler sampler) {
        return names().stream()
                .filter(name -> named(name).equals(sampler))
                .findFirst()
                .orElseGet(sampler::toString);
    }
}
