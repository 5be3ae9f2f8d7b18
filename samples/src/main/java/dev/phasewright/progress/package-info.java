/**
 * How long jobs tell how far they have come, to whoever watches: a bar of the console, a page of the server, nobody.
 *
 * <p>A job knows nothing of who watches it. One whose length its caller knows is handed a
 * {@link dev.phasewright.progress.ProgressObserver} and counts to it; one that has several parts, each with a length of
 * its own, is handed a {@link dev.phasewright.progress.ProgressDisplay} and starts a task for each.
 */
package dev.phasewright.progress;
