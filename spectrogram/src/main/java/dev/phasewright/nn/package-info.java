/**
 * What every network here is made of, and what makes one better.
 *
 * <p>A network is written once, as a class whose constructor asks a {@link dev.phasewright.nn.Declaration} for each layer
 * that it needs, and whose {@code forward} uses them:
 *
 * <pre>{@code
 * final class Classifier {
 *     private final Linear input;
 *     private final List<Perceptron> blocks;
 *     private final Linear output;
 *
 *     Classifier(int width, int depth, Declaration nn) {
 *         input = nn.linear("input", 80, width);
 *         blocks = nn.sub("blocks").stack(depth, block -> block.perceptron("mlp", width, 4L * width));
 *         output = nn.linear("output", width, 10, Initializer.ZEROS);
 *     }
 *
 *     NDArray forward(NDArray x) {
 *         NDArray h = input.forward(x);
 *         for (Perceptron block : blocks) {
 *             h = h.add(block.forward(h));
 *         }
 *         return output.forward(h);
 *     }
 * }
 * }</pre>
 *
 * <p>All else follows from that constructor. With {@code Declaration.fresh(manager, random)} the weights are drawn, in the
 * order of the lines above; with {@code blank(manager)} they are made to be loaded; with {@code over(weights)} those that
 * there are get used, which costs next to nothing, so that there may be a network for each update ({@link
 * dev.phasewright.nn.LowRank}); and {@code Declaration.size(nn -> new Classifier(64, 8, nn))} counts parameters and
 * operations without making anything. Names of weights are places: {@code input.weight}, {@code blocks.7.mlp.0.bias}. They
 * are what files hold, so a renamed layer is another network.
 *
 * <p>{@link dev.phasewright.nn.Weights} are the named float32 arrays. {@link dev.phasewright.nn.Precision} says what products
 * with them are computed in; weights that are frozen are converted once, and may be computed with in faster ways that have
 * no gradient. A layer's input is the first operand of all that it does, so its result lives and dies with the input's manager
 * and nothing leaks into the weights'. What comes between is closed as soon as it has been used, where that pays: the next
 * layer then finds its memory still in the processor's cache (if there is a backward pass to come, the engine keeps what
 * that needs).
 *
 * <p>Beside them stands what makes weights better: {@link dev.phasewright.nn.AdamW} and, in directions of its own, {@link dev.phasewright.nn.Soap}, their moving average ({@link
 * dev.phasewright.nn.Ema}), the norm of their gradient, and low-rank updates of frozen ones.
 */
@Incubating
@NullMarked
package dev.phasewright.nn;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
