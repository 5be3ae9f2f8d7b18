package dev.phasewright.bench;

import dev.phasewright.nn.Precision;
import java.util.Locale;

/**
 * How fast products were computed somewhere.
 *
 * @param name what computed them, and in which precision
 * @param gigaflops floating-point operations a nanosecond
 */
public record Rate(String name, double gigaflops) {
    static Rate of(String what, Precision precision, double gigaflops) {
        return new Rate(what + ", " + precision.name().toLowerCase(Locale.ROOT), gigaflops);
    }
}
