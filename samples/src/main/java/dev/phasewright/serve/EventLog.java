package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.ArrayList;
import java.util.List;

/** What happened on a job's way, as server-sent events in their order. Safe for use by several threads. */
final class EventLog {
    private final ObjectWriter json;
    private final List<String> events = new ArrayList<>();

    EventLog(ObjectWriter json) {
        this.json = json;
    }

    /**
     * Adds an event.
     *
     * @param data what is told, as JSON
     */
    void add(String name, Object data) throws JsonProcessingException {
        String event = event(json, name, data);
        synchronized (this) {
            events.add(event);
        }
    }

    /** An event as it is sent. */
    static String event(ObjectWriter json, String name, Object data) throws JsonProcessingException {
        return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }

    /** The event of an index, or null if so many have not happened yet. */
    synchronized String at(int index) {
        return index < events.size() ? events.get(index) : null;
    }
}
