package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Depthwise convolutions over time as sums of shifted arrays. The engine's own want the channels before the time: turning
 * an array round and back takes longer than a few products for each of its values do. Not for training, where the backward
 * pass would take more memory than it saves time. Compiled when first used, for each length of kernel.
 */
final class Depthwise {
    private static final Map<Integer, TorchScript> OF_KERNEL = new ConcurrentHashMap<>();

    private Depthwise() {}

    /**
     * The convolution of {@code x} {@code [batch, time, channels]} with {@code kernel} {@code [channels, 1, size]} (odd).
     *
     * @return {@code [batch, time, channels]}
     */
    static NDArray convolution(NDArray x, NDArray kernel, NDArray bias) {
        int size = Math.toIntExact(kernel.getShape().get(2));
        return OF_KERNEL.computeIfAbsent(size, Depthwise::script).apply(x, kernel, bias);
    }

    private static TorchScript script(int size) {
        StringBuilder body = new StringBuilder(String.format(
                Locale.ROOT,
                """
                padded = torch.constant_pad_nd(x, [0, 0, %d, %d], 0)
                time = torch.size(x, 1)
                taps = torch.contiguous(torch.permute(torch.squeeze(w, 1), [1, 0]))
                y0 = b
                """,
                size / 2,
                size / 2));
        for (int i = 0; i < size; i++) {
            body.append(String.format(
                    Locale.ROOT,
                    """
                    x%d = torch.slice(padded, 1, %d, torch.add(time, %d), 1)
                    y%d = torch.addcmul(y%d, x%d, torch.select(taps, 0, %d), value=1)
                    """,
                    i,
                    i,
                    i,
                    i + 1,
                    i,
                    i,
                    i));
        }
        body.append(String.format(Locale.ROOT, "return y%d\n", size));
        return new TorchScript("x: Tensor, w: Tensor, b: Tensor", body.toString());
    }
}
