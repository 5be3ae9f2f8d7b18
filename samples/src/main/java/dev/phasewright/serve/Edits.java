package dev.phasewright.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;

/** The part of the JSON interface that makes a sound anew in part: each edit a job, as generations are. */
final class Edits {
    /** What a job tells of: edits that draw some levels again have no number of steps that is known before. */
    private static final int PERCENT = 100;

    private static final int QUESTION_BYTES = 64 * SmallBody.MOST_BYTES;

    private final Models models;
    private final SoundStore sounds;
    private final JobQueue jobs;
    private final Limits limits;
    private final ObjectMapper json = new ObjectMapper();
    private final Room questions = new Room("questions", QUESTION_BYTES);

    Edits(Models models, SoundStore sounds, JobQueue jobs, Limits limits) {
        this.models = models;
        this.sounds = sounds;
        this.jobs = jobs;
        this.limits = limits;
    }

    /** Adds its route. */
    void addTo(Router router) {
        router.receive("POST", "/api/sounds/{id}/edits", this::question, this::edit);
    }

    private SmallBody question(Call call) {
        call.query().end();
        call.requireJson();
        return new SmallBody(questions);
    }

    private Reply edit(Call call, SmallBody question) throws IOException {
        StoredSound sound = sounds.find(call.segment("id"));
        EditRequest request =
                EditRequest.of(question.fields(json), models.generators(), sound.audio(), limits.clipSeconds());
        Job job = jobs.submit(
                progress -> sounds.add(models.edit(request, part -> progress.at(Math.round(PERCENT * part)))),
                PERCENT,
                request.seed());
        return JsonReply.of(202, job.view()).with(HttpHeader.LOCATION, "/api/jobs/" + job.id());
    }
}
