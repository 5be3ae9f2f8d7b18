/**
 * The listening demos: pages on which one hears what phase is worth, blind tests that show whether one does, and what
 * listeners said, pooled. Pages are templates under {@code src/main/jte}, compiled with the classes here.
 */
package dev.phasewright.demo;
