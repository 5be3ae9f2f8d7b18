package dev.phasewright.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.midi.GeneralMidi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the keyboard's page can play: a class of a model of single notes, either with its notes beside the page, or drawn by
 * a server while one plays.
 *
 * @param name the class
 * @param model who draws it
 * @param lowest the lowest pitch, as MIDI counts
 * @param highest the highest
 * @param steps in how many steps the notes were drawn; null if in the model's own
 * @param seed what they were drawn from; null if each has another
 * @param sounds the names of their scripts by pitch; null if a server draws them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyboardInstrument(
        String name, String model, int lowest, int highest, Integer steps, Long seed, Map<Integer, String> sounds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those that suit a keyboard: struck, blown, bowed and sung. */
    private static final List<String> PREFERRED = List.of("electric-piano", "flute", "vibraphone", "cello");

    /** One whose notes a server draws. */
    public static KeyboardInstrument drawn(String name, String model, int lowest, int highest) {
        return new KeyboardInstrument(name, model, lowest, highest, null, null, null);
    }

    /** The family it belongs to; null if General MIDI knows none of that name. */
    @JsonProperty
    public @Nullable String family() {
        return GeneralMidi.family(name).orElse(null);
    }

    /** Some of a model's classes, those that suit a keyboard; of a model without them, the first. */
    public static List<String> suited(List<String> classes, int most) {
        List<String> suited = PREFERRED.stream().filter(classes::contains).toList();
        return (suited.isEmpty() ? classes : suited).stream().limit(most).toList();
    }

    /** Several, as the page's script reads them. */
    public static String json(List<KeyboardInstrument> instruments) {
        try {
            return JSON.writeValueAsString(instruments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // Words and numbers can be written.
        }
    }
}
