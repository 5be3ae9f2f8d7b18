/**
 * What the library promises of itself. A package, a type or a method that is {@link dev.phasewright.api.Incubating} may
 * change with any release; all other public ones are meant to be built upon.
 */
@NullMarked
package dev.phasewright.api;

import org.jspecify.annotations.NullMarked;
