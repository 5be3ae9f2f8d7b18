package dev.phasewright.judge;

import dev.phasewright.audio.Audio;
import java.util.List;

/** A space in which sounds are compared: each has its place there. What lies near each other, the space cannot tell apart. */
@FunctionalInterface
public interface FeatureSpace {
    /**
     * Where sounds lie.
     *
     * @return {@code [sounds][features]}, finite whatever the sounds, silent ones included
     */
    float[][] places(List<Audio> sounds);
}
