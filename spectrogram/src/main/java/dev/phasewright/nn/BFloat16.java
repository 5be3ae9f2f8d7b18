package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Layers whose products are in bfloat16. Arguments and results are float32; weights may also have been converted.
 * Compiled when first used.
 */
final class BFloat16 {
    /** DJL's own conversion aborts the process. */
    private static final TorchScript CONVERT = new TorchScript("x: Tensor", "return torch.to(x, 15)\n");

    private static final TorchScript LINEAR = new TorchScript(
            "x: Tensor, w: Tensor, b: Tensor",
            """
            y = torch.linear(torch.to(x, 15), torch.to(w, 15), torch.to(b, 15))
            return torch.to(y, 6)
            """);
    private static final TorchScript PERCEPTRON = new TorchScript(
            "x: Tensor, w0: Tensor, b0: Tensor, w1: Tensor, b1: Tensor",
            """
            h = torch.gelu(torch.linear(torch.to(x, 15), torch.to(w0, 15), torch.to(b0, 15)))
            y = torch.linear(h, torch.to(w1, 15), torch.to(b1, 15))
            return torch.to(y, 6)
            """);

    private static final Map<Integer, TorchScript> ATTENTION = new ConcurrentHashMap<>();

    private BFloat16() {}

    /** A copy in bfloat16, with the same manager. */
    static NDArray convert(NDArray x) {
        return CONVERT.apply(x);
    }

    static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return LINEAR.apply(x, weight, bias);
    }

    static NDArray perceptron(NDArray x, NDArray weight0, NDArray bias0, NDArray weight1, NDArray bias1) {
        return PERCEPTRON.apply(x, weight0, bias0, weight1, bias1);
    }

    static NDArray selfAttention(
            NDArray x, int heads, NDArray qkvWeight, NDArray qkvBias, NDArray outWeight, NDArray outBias) {
        return ATTENTION.computeIfAbsent(heads, BFloat16::attention).apply(x, qkvWeight, qkvBias, outWeight, outBias);
    }

    private static TorchScript attention(int heads) {
        return new TorchScript(
                "x: Tensor, w: Tensor, b: Tensor, wo: Tensor, bo: Tensor",
                """
                qkv = torch.linear(torch.to(x, 15), torch.to(w, 15), torch.to(b, 15))
                batch = torch.size(x, 0)
                time = torch.size(x, 1)
                width = torch.size(x, 2)
                parts = torch.permute(torch.view(qkv, [batch, time, 3, HEADS, -1]), [2, 0, 3, 1, 4])
                q, k, v, = torch.unbind(torch.contiguous(parts), 0)
                scale = torch.pow(torch.size(q, 3), -0.5)
                s = torch.matmul(torch.mul(q, scale), torch.transpose(k, -2, -1))
                y = torch.matmul(torch.softmax(s, -1), v)
                y0 = torch.reshape(torch.transpose(y, 1, 2), [batch, time, width])
                y1 = torch.linear(y0, torch.to(wo, 15), torch.to(bo, 15))
                return torch.to(y1, 6)
                """
                        .replace("HEADS", Integer.toString(heads)));
    }
}
