package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A body that fits in memory: a question to the interface, or a result. */
final class SmallBody implements Body {
    /** No question to the interface is longer. */
    static final int MOST_BYTES = 1 << 18;

    private final Room room;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    SmallBody(Room room) {
        this.room = room;
    }

    @Override
    public void take(ByteBuffer piece) {
        if (bytes.size() + piece.remaining() > MOST_BYTES) {
            throw new Refusal(Refusal.TOO_LARGE, "the body is larger than " + (MOST_BYTES >> 10) + " kB");
        }
        byte[] next = new byte[piece.remaining()];
        piece.get(next);
        room.take(next.length);
        bytes.writeBytes(next);
    }

    /** All of it. */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The fields of the flat JSON object that it is, as parameters. */
    Query fields(ObjectMapper json) throws IOException {
        JsonNode tree;
        try {
            tree = json.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .readTree(bytes());
        } catch (JsonProcessingException e) {
            throw new Refusal(Refusal.BAD_REQUEST, "the body is not JSON");
        }
        if (!tree.isObject()) {
            throw new Refusal(Refusal.BAD_REQUEST, "the body must be a JSON object");
        }
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            if (!field.getValue().isValueNode() || field.getValue().isNull()) {
                throw new Refusal(Refusal.BAD_REQUEST, "the body's fields must be words and numbers");
            }
            given.put(field.getKey(), List.of(field.getValue().asText()));
        }
        return new Query(given);
    }

    @Override
    public void close() {
        room.give(bytes.size());
        bytes.reset();
    }
}
