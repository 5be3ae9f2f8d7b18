/**
 * Random numbers that are the same everywhere: streams by address instead of by history ({@link
 * dev.phasewright.random.Seeds}), and normal deviates that do not depend on the version of Java ({@link
 * dev.phasewright.random.NormalDeviates}).
 */
@Incubating
@NullMarked
package dev.phasewright.random;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
