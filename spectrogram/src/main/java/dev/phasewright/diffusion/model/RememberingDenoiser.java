package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A denoiser over a denoiser that asks it nothing twice. Samplings that have their beginnings in common, to the bit, pay for
 * them once; whatever the sampler is, the result is the same.
 */
final class RememberingDenoiser implements Denoiser {
    private final Denoiser model;
    private final Map<Asked, ByteBuffer> known;

    /**
     * Remembers so much.
     *
     * @param model what it makes of an item does not depend on the others, as long as something is asked of all of them, or
     *     of none, or as guidance does
     * @param most the most bytes that are kept, of questions and answers; what was unused for longest is forgotten first
     */
    RememberingDenoiser(Denoiser model, long most) {
        this.model = model;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, ByteBuffer> eldest) {
                return 2L * size() * eldest.getValue().remaining() > most;
            }
        };
    }

    /**
     * What was asked of one item: its bytes, its noise level, what it is to be, and whether it stood in a batch as guidance
     * makes them, which tells in the last bits.
     */
    private record Asked(ByteBuffer noisy, double sigma, Condition condition, boolean guided) {}

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        int[] all = IntStream.range(0, condition.batch()).toArray();
        boolean guided = isGuided(condition);
        List<ByteBuffer> items = split(noisy, all.length);
        List<Asked> asked = IntStream.of(all)
                .mapToObj(i -> new Asked(items.get(i), sigma, condition.item(i), guided))
                .toList();
        ByteBuffer[] answers = asked.stream().map(known::get).toArray(ByteBuffer[]::new);
        int[] unknown = IntStream.of(all).filter(i -> answers[i] == null).toArray();
        if (unknown.length > 0) {
            int[] some = isGuided(condition.select(unknown)) == guided ? unknown : all;
            List<ByteBuffer> found;
            try (NDArray batch = joined(
                            noisy, IntStream.of(some).mapToObj(items::get).toList());
                    NDArray answer = model.denoise(batch, sigma, condition.select(some))) {
                found = split(answer, some.length);
            }
            for (int i = 0; i < some.length; i++) {
                answers[some[i]] = found.get(i);
                known.put(asked.get(some[i]), found.get(i));
            }
        }
        return joined(noisy, List.of(answers));
    }

    /** Whether there are items of which something is asked, and others of which nothing is. */
    private static boolean isGuided(Condition condition) {
        return IntStream.range(0, condition.batch())
                        .mapToObj(condition::asksNothing)
                        .distinct()
                        .count()
                == 2;
    }

    /** The bytes of each item. */
    private static List<ByteBuffer> split(NDArray batch, int count) {
        ByteBuffer bytes = batch.toByteBuffer();
        int size = bytes.remaining() / count;
        List<ByteBuffer> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] item = new byte[size];
            bytes.get(item);
            items.add(ByteBuffer.wrap(item));
        }
        return items;
    }

    /** A batch of items, each of the shape of {@code like}'s. */
    private static NDArray joined(NDArray like, List<ByteBuffer> items) {
        int size = items.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        items.forEach(item -> bytes.put(item.duplicate()));
        long[] shape = like.getShape().getShape().clone();
        shape[0] = items.size();
        return like.getManager().create(bytes.flip(), new Shape(shape), DataType.FLOAT32);
    }
}
