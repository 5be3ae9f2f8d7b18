package dev.phasewright.corpus.drums;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A SoundFont 2 file of nothing but samples. */
final class TinySoundFont {
    private TinySoundFont() {}

    /** The file's bytes, its samples in the order of their names, at 44.1 kHz. */
    static byte[] of(Map<String, float[]> samples) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        new TreeMap<>(samples).forEach((name, sound) -> {
            int start = data.size() / 2;
            for (int i = 0; i < sound.length + 46; i++) {
                short value = (short) Math.round(i < sound.length ? sound[i] * 32_767 : 0);
                data.writeBytes(little(2).putShort(value).array());
            }
            headers.writeBytes(header(name, start, start + sound.length));
        });
        headers.writeBytes(header("EOS", 0, 0));
        byte[] info = join(
                "INFO",
                chunk("ifil", little(4).putShort((short) 2).putShort((short) 1).array()),
                chunk("INAM", text("tiny", 6)));
        byte[] presets = join(
                "pdta",
                chunk("phdr", little(38).put(text("EOP", 20)).array()),
                chunk("pbag", new byte[4]),
                chunk("pmod", new byte[10]),
                chunk("pgen", new byte[4]),
                chunk("inst", little(22).put(text("EOI", 20)).array()),
                chunk("ibag", new byte[4]),
                chunk("imod", new byte[10]),
                chunk("igen", new byte[4]),
                chunk("shdr", headers.toByteArray()));
        return chunk(
                "RIFF",
                join(
                        "sfbk",
                        chunk("LIST", info),
                        chunk("LIST", join("sdta", chunk("smpl", data.toByteArray()))),
                        chunk("LIST", presets)));
    }

    private static byte[] header(String name, int start, int end) {
        byte[] bytes = new byte[46];
        ByteBuffer header =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).put(text(name, 20));
        header.putInt(start).putInt(end).putInt(start).putInt(end).putInt(44_100);
        header.put((byte) 60).put((byte) 0).putShort((short) 0).putShort((short) 1);
        return bytes;
    }

    private static byte[] chunk(String name, byte[] content) {
        return little(8 + content.length)
                .put(text(name, 4))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] join(String name, byte[]... chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(text(name, 4));
        for (byte[] chunk : chunks) {
            all.writeBytes(chunk);
        }
        return all.toByteArray();
    }

    private static byte[] text(String text, int length) {
        return little(length).put(text.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
