/**
 * The {@code phasewright} command: {@link dev.phasewright.cli.Main}, and the subcommands that are a family of one.
 *
 * <p>A subcommand is one class whose fields are its options and whose {@code call} translates them into a request to
 * the library, to {@link dev.phasewright.evaluation}, {@link dev.phasewright.bench} or the demo; it decides nothing
 * that another program could want, too. It refuses before the engine is loaded whatever can be refused by then, writes
 * data to stdout and talk to stderr, ends with 0, with 1 if it failed (one line says why and what to do), or with 2 if
 * it was used wrongly, and leaves no half of a file behind. Only the subcommand that is called is looked into, since to
 * look into all of them takes half a second.
 *
 * <p>To add one: write the class, in the sub-package of its family if it has one, with Examples in its footer; enter it
 * in {@code Main}'s table; take its options from the mixins of {@link dev.phasewright.cli.console} where others have
 * them, too.
 */
package dev.phasewright.cli;
