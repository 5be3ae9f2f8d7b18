package dev.phasewright.nn;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import dev.phasewright.audio.file.TemporaryFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function in TorchScript, for what the engine can do but DJL has no call for, such as products in bfloat16. The engine
 * reads TorchScript from an archive of source text; this one is made in memory. Gradients flow through.
 */
final class TorchScript {
    /** Python's pickle of an untrained {@code __torch__.F} without attributes of its own, and of an empty tuple. */
    private static final String OBJECT = "80 02 635f5f746f7263685f5f0a460a 29 81 7d 28 58 08000000 747261696e696e67 88"
            + "58 16000000 5f69735f66756c6c5f6261636b776172645f686f6f6b 4e 75 62 2e";

    private static final String NO_CONSTANTS = "80 02 29 2e";
    /** The archive format's version, of PyTorch 1.6 and later. */
    private static final String VERSION = "3\n";

    /** Held, because the engine frees a model that nobody refers to. */
    private final Model model;

    /**
     * Compiles a function.
     *
     * @param parameters its parameters, such as {@code "x: Tensor, weight: Tensor"}
     * @param body its lines, of which the last returns a tensor; in the serialized form of TorchScript, which knows
     *     operators by their schema only ({@code torch.linear}, {@code torch.to}) and no default arguments
     */
    TorchScript(String parameters, String body) {
        String source = String.format(
                Locale.ROOT,
                """
                class F(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  _is_full_backward_hook : Optional[bool]
                  def forward(self: __torch__.F, %s) -> Tensor:
                %s""",
                parameters,
                body.indent(4));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            put(zip, "data.pkl", bytes(OBJECT));
            put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            put(zip, "constants.pkl", bytes(NO_CONSTANTS));
            put(zip, "version", VERSION.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model = Model.newInstance("script", "PyTorch");
        try {
            model.load(new ByteArrayInputStream(archive.toByteArray()));
        } catch (IOException e) {
            // The engine's library reads scripts from files alone, so they become temporary ones.
            throw new UncheckedIOException(TemporaryFiles.failure(e));
        } catch (MalformedModelException | EngineException e) {
            throw new IllegalStateException("the engine refuses this script:\n" + source, e);
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry("script/" + name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** The function's value; it belongs to the first argument's manager. */
    NDArray apply(NDArray... arguments) {
        // The store is asked for nothing: a script has no parameters of its own.
        return model.getBlock()
                .forward(new ParameterStore(arguments[0].getManager(), false), new NDList(arguments), true)
                .singletonOrThrow();
    }
}
