package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundRequest;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.web.StepGrid;
import dev.phasewright.web.StepReel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generations that are watched: what each step looks like is told while they run, and what some sound like at their end. */
final class Drawings {
    /** More pictures than that nobody looks at one by one. */
    static final int MOST_STEPS = 64;

    static final double MOST_SECONDS = 8;

    private static final int REMEMBERED = 16;

    private final Models models;
    private final SoundStore sounds;
    private final JobQueue jobs;
    private final Limits limits;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, EventLog> logs = new LinkedHashMap<>();

    Drawings(Models models, SoundStore sounds, JobQueue jobs, Limits limits) {
        this.models = models;
        this.sounds = sounds;
        this.jobs = jobs;
        this.limits = limits;
    }

    /**
     * A step on the way.
     *
     * @param step from 0
     * @param steps how many there will be
     * @param sigma its noise level
     * @param held levels of what is held, as base64 in JSON
     * @param believed levels of what is believed
     */
    @SuppressWarnings("ArrayRecordComponent") // Written, never compared.
    record Step(int step, int steps, double sigma, byte[] held, byte[] believed) {}

    /**
     * The end.
     *
     * @param levels of the sound, as base64 in JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Written, never compared.
    record End(byte[] levels) {}

    /**
     * What can be heard.
     *
     * @param sound the name of the sound that has all parts, as {@link StepReel} joins them
     * @param steps which steps it has
     */
    record Heard(String sound, List<Integer> steps) {}

    /**
     * Queues a drawing.
     *
     * @throws Refusal if it cannot be, or the queue is full
     */
    Job submit(Query asked) {
        GenerationRequest request = GenerationRequest.of(asked, models.generators(), limits.clipSeconds());
        int steps = request.plan().steps();
        SoundRequest sound = request.sound();
        if (steps > MOST_STEPS) {
            throw new Refusal(Refusal.BAD_REQUEST, "only drawings of up to " + MOST_STEPS + " steps are watched");
        }
        if (sound.seconds() != SoundRequest.OWN_LENGTH && sound.seconds() > MOST_SECONDS) {
            throw new Refusal(Refusal.BAD_REQUEST, "only sounds of up to " + (int) MOST_SECONDS + " s are watched");
        }
        EventLog log = new EventLog(json.writer());
        Job job = jobs.submit(progress -> draw(request, log, progress), steps, sound.seed());
        synchronized (logs) {
            logs.put(job.id(), log);
            if (logs.size() > Math.max(REMEMBERED, limits.queuedJobs() + 2)) {
                logs.remove(logs.keySet().iterator().next());
            }
        }
        return job;
    }

    /** @throws Refusal if no such drawing is known */
    EventLog find(String job) {
        synchronized (logs) {
            EventLog log = logs.get(job);
            if (log == null) {
                throw new Refusal(Refusal.NOT_FOUND, "no drawing of that name is known (any more)");
            }
            return log;
        }
    }

    private StoredSound draw(GenerationRequest request, EventLog log, ProgressObserver progress) throws IOException {
        progress.at(0);
        Phasewright model = models.open(request.model());
        StepGrid grid = new StepGrid(request.model().spec());
        StepReel reel = new StepReel();
        int steps = request.plan().steps();
        GeneratedSound end = model.watch(request.sound(), request.plan(), step -> {
            if (step.step() == 0) {
                tell(log, "axes", grid.axes(step.held().frames()));
            }
            tell(
                    log,
                    "step",
                    new Step(
                            step.step(),
                            step.steps(),
                            step.sigma(),
                            grid.levels(step.held()),
                            grid.levels(step.believed())));
            reel.add(step);
            progress.at(Math.min(step.step() + 1, steps));
        });
        tell(log, "end", new End(grid.levels(end.magnitudes())));
        progress.at(steps);
        StoredSound heard = sounds.add(reel.sound(model, end, request.sound().seed()));
        tell(log, "heard", new Heard(heard.id(), reel.steps()));
        return sounds.add(end.sound());
    }

    private static void tell(EventLog log, String name, Object data) {
        try {
            log.add(name, data);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e); // Words and numbers can be written.
        }
    }
}
