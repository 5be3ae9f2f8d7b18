/**
 * The local web application: a small HTTP server that generates, vocodes and takes phase apart for a browser or a program
 * on the same machine. Whatever comes in over HTTP is taken for hostile: no name from outside reaches the file system,
 * and everything that costs memory or time is bounded by {@link dev.phasewright.serve.Limits}.
 */
package dev.phasewright.serve;
