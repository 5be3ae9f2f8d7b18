package dev.phasewright.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * A square whose corners are instruments; what lies between them is blended, by the finger's distance from each. From disk
 * some points of it are there, from a server any can be drawn.
 *
 * @param model who draws them
 * @param corners four classes: above at the left and right, then below
 * @param lowest the lowest pitch, as MIDI counts
 * @param highest the highest
 * @param steps in how many steps the notes were drawn; null if in the model's own
 * @param seed what they were drawn from; null if each has another
 * @param points what is there between the corners; null if a server draws it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlendPad(
        String model, List<String> corners, int lowest, int highest, Integer steps, Long seed, List<Point> points) {
    /** How many corners there are. */
    public static final int CORNERS = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A point of it.
     *
     * @param x from 0, the left edge, to 1
     * @param y from 0, the upper edge, to 1
     * @param sounds the names of the scripts of its notes, by pitch
     */
    public record Point(double x, double y, Map<Integer, String> sounds) {}

    /** @throws IllegalArgumentException if there are not four corners */
    public BlendPad {
        corners = List.copyOf(corners);
        if (corners.size() != CORNERS) {
            throw new IllegalArgumentException(corners.size() + " corners of a square");
        }
    }

    /** One whose notes a server draws. */
    public static BlendPad drawn(String model, List<String> corners, int lowest, int highest) {
        return new BlendPad(model, corners, lowest, highest, null, null, null);
    }

    /** As the page's script reads it. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // Words and numbers can be written.
        }
    }
}
