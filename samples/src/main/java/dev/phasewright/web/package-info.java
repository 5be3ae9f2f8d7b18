/**
 * What the site of demos and the local server share.
 *
 * <p>A page's {@link dev.phasewright.web.Frame frame} is around everything. A {@link dev.phasewright.web.Panel} has
 * versions of one sound, all of one length and at one level, between which a listener switches while they play: only so
 * are small differences heard. What one hears who knows what plays proves nothing, so there are
 * {@link dev.phasewright.web.BlindTest blind tests}, by ABX (which of two is the third?) and MUSHRA (score unnamed
 * versions against a reference, ITU-R BS.1534); their orders come {@link dev.phasewright.web.TrialOrder from a seed}, a
 * session leaves a {@link dev.phasewright.web.ListeningResult}, and a {@link dev.phasewright.web.ListeningReport} pools
 * several by exact statistics.
 *
 * <p>A sound on its way from noise is shown as {@link dev.phasewright.web.StepGrid grids} of levels and heard as a {@link
 * dev.phasewright.web.StepReel reel} of some steps; the site has them {@link dev.phasewright.web.RecordedDrawing recorded},
 * the server makes them anew.
 *
 * <p>Templates of this package's pages lie in {@code src/main/jte/web} and compile into it.
 */
package dev.phasewright.web;
