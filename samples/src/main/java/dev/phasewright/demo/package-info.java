/**
 * The listening demos: a static site that opens from disk.
 *
 * <p>A {@link dev.phasewright.demo.DemoPlan} says what is to be shown; a {@link dev.phasewright.demo.DemoBuild} checks
 * it before anything is loaded, and makes the site whole or not at all. Each page is a class of its own, which makes its
 * sounds in the order in which they are heard and names, under each, the command that makes it again. The templates are
 * in {@code src/main/jte/demo} and are given one record of {@code Pages} each.
 */
package dev.phasewright.demo;
