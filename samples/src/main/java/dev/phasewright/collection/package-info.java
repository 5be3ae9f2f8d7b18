/**
 * Anybody's own sounds, and what is learned from them. A {@link dev.phasewright.collection.SoundCollection} is a folder:
 * samples in classes, a model once there is one, and the checkpoints of its training; a {@link
 * dev.phasewright.collection.CollectionShelf} is all of them, of which one at a time learns.
 *
 * <p>What trains is {@code phasewright train} in a process of its own, which gives way to everybody else: it may be ended
 * at any moment without harm to whoever serves sounds meanwhile, and a server that is started anew finds it at work, or
 * finds its last checkpoint. So there is no state but what lies in the folder.
 *
 * <p>Names come from strangers. What they become files by are letters and digits and nothing else ({@link
 * dev.phasewright.collection.PlainName}).
 */
package dev.phasewright.collection;
