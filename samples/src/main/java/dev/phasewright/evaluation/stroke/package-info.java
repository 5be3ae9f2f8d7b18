/**
 * Strokes on drums that a model makes, beside held-out ones: do they begin as sharply, are hats and cymbals as bright, and
 * do the model's knobs turn what they say ({@link dev.phasewright.evaluation.stroke.StrokeEvaluation})? Beside both stand
 * the held-out strokes after the model's vocoder, which has a share in what is lost.
 */
package dev.phasewright.evaluation.stroke;
