package dev.phasewright.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A sound's way from noise, recorded for a page on disk.
 *
 * @param model who drew it
 * @param className what was asked for, {@code class} in JSON; null for nothing
 * @param pitch as MIDI counts; null if none was asked for
 * @param seed where its noise came from
 * @param axes of its grids
 * @param sigmas the noise level of each step
 * @param heard the steps that can be heard
 * @param grids the name of the script with its grids: of each step what is held and what is believed, and at last the end
 * @param reel the name of the script with its {@link StepReel}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordedDrawing(
        String model,
        @JsonProperty("class") String className,
        Integer pitch,
        long seed,
        StepGrid.Axes axes,
        List<Double> sigmas,
        List<Integer> heard,
        String grids,
        String reel) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Draws a sound and records it.
     *
     * @param name how the model is called
     * @throws IOException if something cannot be kept
     */
    public static RecordedDrawing of(String name, Phasewright model, SoundRequest request, SiteFolder site)
            throws IOException {
        StepGrid grid = new StepGrid(model.generator().spec());
        StepReel reel = new StepReel();
        List<Double> sigmas = new ArrayList<>();
        ByteArrayOutputStream grids = new ByteArrayOutputStream();
        GeneratedSound end = model.watch(request, model.plan(), step -> {
            sigmas.add(step.sigma());
            grids.writeBytes(grid.levels(step.held()));
            grids.writeBytes(grid.levels(step.believed()));
            reel.add(step);
        });
        grids.writeBytes(grid.levels(end.magnitudes()));
        return new RecordedDrawing(
                name,
                request.className(),
                request.pitch() == SoundRequest.ANY_PITCH ? null : request.pitch(),
                request.seed(),
                grid.axes(end.magnitudes().frames()),
                sigmas,
                reel.steps(),
                site.keep(grids.toByteArray()),
                site.packed(reel.sound(model, end, request.seed())));
    }

    /** Several, as the page's script reads them. */
    public static String json(List<RecordedDrawing> drawings) {
        try {
            return JSON.writeValueAsString(drawings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // Words and numbers can be written.
        }
    }
}
