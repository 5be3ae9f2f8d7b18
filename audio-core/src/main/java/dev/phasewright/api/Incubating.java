package dev.phasewright.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Public so that other packages reach it, and not promised to stay: names, signatures and what they do may change with any
 * release, and the changelog tells of it only where models on disk are concerned. Use it if you like; expect to mend your
 * code with the next version.
 *
 * <p>What is not marked, nor in a package that is, is the library's API. It changes only where the changelog says so, and not
 * before a release in which the old way still compiles, with a warning. Where such a type hands out one that is marked (a
 * {@code ModelFolder}, say), handing it on is as safe as the type itself; what is asked of it is not.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Incubating {}
