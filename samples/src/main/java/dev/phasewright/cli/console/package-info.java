/**
 * What commands have in common, and none of them is: the {@link dev.phasewright.cli.console.Console} they speak
 * through, and groups of options that several of them share.
 *
 * <p>A group is a picocli mixin: a class with its options as fields, its checks, and what follows from both as a value
 * of the library, so that the rules are written once: where output goes and what may be replaced ({@link
 * dev.phasewright.cli.console.OutputOptions}), how samples are drawn, how phase is made. There is one console a
 * process; {@code Main} makes it, and picocli hands it to each command and each group that has it as a mixin, so that
 * nobody asks {@code Main} for anything. Whether a person watches is decided there: bars are drawn for people only.
 */
package dev.phasewright.cli.console;
