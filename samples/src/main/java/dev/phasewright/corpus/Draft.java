package dev.phasewright.corpus;

/** What became of a recipe: a clip, or the reason why not. */
sealed interface Draft permits Clip, Rejection {}
