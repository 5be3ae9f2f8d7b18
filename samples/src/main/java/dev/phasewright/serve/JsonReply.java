package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Values as JSON. */
final class JsonReply {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReply() {}

    static Reply of(int status, Object value) throws JsonProcessingException {
        return Reply.of(status, Reply.JSON, JSON.writeValueAsBytes(value));
    }
}
