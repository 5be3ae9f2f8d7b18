package dev.phasewright.corpus;

/** What became of one attempt at a clip: a take, or the reason why not. */
sealed interface Draft permits KeptClip, Rejection {}
