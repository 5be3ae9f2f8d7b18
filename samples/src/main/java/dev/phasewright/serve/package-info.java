/**
 * The local web application: a small HTTP server that generates, vocodes and takes phase apart for a browser or a program
 * on the same machine.
 *
 * <p>A {@link dev.phasewright.serve.PhasewrightServer} is one chain: {@code Guard} keeps other sites out, {@code Router}
 * finds the action that a method and a path name, and turns what it throws into a {@code Complaint}; the action belongs to
 * {@code Api} (JSON, sounds and pictures), to {@code ServedPages} (what people see) or to {@code Assets}, and gives a
 * {@code Reply}. What takes long waits behind a {@code Gate} or, where it takes very long, in the {@code JobQueue}.
 *
 * <p>Whatever comes in over HTTP is taken for hostile: no name from outside reaches the file system but as letters and
 * digits ({@link dev.phasewright.collection.PlainName}), and everything that costs memory or time is bounded by {@link
 * dev.phasewright.serve.Limits}.
 */
package dev.phasewright.serve;
