package dev.phasewright.theory.machine;

import dev.phasewright.diffusion.Denoiser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The machines that a command line calls by name, each seeing through the {@link Window#suiting windows that suit}. */
public final class Machines {
    /** Windows that a place is compared with: a clip of 64 × 100 places takes seconds a step, not minutes. */
    private static final int COMPARED = 300;

    private static final Map<String, Function<LearnedClips, Denoiser>> NAMED = new LinkedHashMap<>();

    static {
        NAMED.put("ideal", IdealMachine::new);
        NAMED.put("local", clips -> new LocalMachine(clips, Window::suiting));
        NAMED.put("local-equivariant", clips -> moving(clips, Symmetry.TIME_AND_BANDS));
        NAMED.put("time-equivariant", clips -> moving(clips, Symmetry.TIME));
        NAMED.put("wiener", WienerMachine::new);
    }

    private Machines() {}

    private static Denoiser moving(LearnedClips clips, Symmetry symmetry) {
        return new EquivariantMachine(
                clips, sigma -> Window.suiting(sigma).atMost(EquivariantMachine.FARTHEST), symmetry, COMPARED, 0);
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.copyOf(NAMED.keySet());
    }

    /**
     * Refuses what is no machine's name.
     *
     * @throws IllegalArgumentException if the name is not known; the message lists those that are
     */
    public static void require(String name) {
        if (!NAMED.containsKey(name)) {
            throw new IllegalArgumentException(
                    "no machine is called '" + name + "'; choose one of " + String.join(", ", names()));
        }
    }

    /**
     * The machine of a name, over these clips.
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException as {@link #require} does, or if there are too few clips for it
     */
    public static Denoiser named(String name, LearnedClips clips) {
        require(name);
        return Objects.requireNonNull(NAMED.get(name)).apply(clips);
    }
}
