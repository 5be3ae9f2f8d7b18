package dev.phasewright.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;

/** The part of the JSON interface that generates: as a job to be followed, to be watched, or in one call that ends with the sound. */
final class Generations {
    private static final int STREAMS = 64;
    private static final int QUESTION_BYTES = 64 * SmallBody.MOST_BYTES;

    private final Models models;
    private final SoundStore sounds;
    private final JobQueue jobs;
    private final Limits limits;
    private final Drawings drawings;
    private final ObjectMapper json = new ObjectMapper();
    private final Room questions = new Room("questions", QUESTION_BYTES);
    private final Semaphore streams = new Semaphore(STREAMS);

    Generations(Models models, SoundStore sounds, JobQueue jobs, Limits limits) {
        this.models = models;
        this.sounds = sounds;
        this.jobs = jobs;
        this.limits = limits;
        this.drawings = new Drawings(models, sounds, jobs, limits);
    }

    /** Adds its routes. */
    void addTo(Router router) {
        router.add("GET", "/api/sounds.wav", this::sound);
        router.receive("POST", "/api/generations", this::question, this::generate);
        router.add(
                "GET",
                "/api/jobs/{id}",
                call -> JsonReply.of(200, jobs.find(call.segment("id")).asked()));
        router.add(
                "DELETE",
                "/api/jobs/{id}",
                call -> JsonReply.of(200, jobs.cancel(call.segment("id")).view()));
        router.add("GET", "/api/jobs/{id}/events", call -> events(call, new EventLog(json.writer())));
        router.receive("POST", "/api/drawings", this::question, this::draw);
        router.add("GET", "/api/drawings/{id}/events", call -> events(call, drawings.find(call.segment("id"))));
    }

    private SmallBody question(Call call) {
        call.requireJson();
        return new SmallBody(questions);
    }

    private Reply generate(Call call, SmallBody question) throws IOException {
        return begun(submit(question.fields(json)));
    }

    private Reply draw(Call call, SmallBody question) throws IOException {
        return begun(drawings.submit(question.fields(json)));
    }

    private static Reply begun(Job job) throws IOException {
        return JsonReply.of(202, job.view()).with(HttpHeader.LOCATION, "/api/jobs/" + job.id());
    }

    private Job submit(Query asked) {
        GenerationRequest request = GenerationRequest.of(asked, models.generators(), limits.clipSeconds());
        return jobs.submit(
                progress -> sounds.add(models.generate(request, progress)),
                request.plan().steps(),
                request.sound().seed());
    }

    /** The sound itself, when it is made; who goes before ends its making. */
    private Reply sound(Call call) throws IOException {
        call.refuseEmbedding();
        Job job = submit(call.query());
        StoredSound made = call.presence().whileThere(() -> ended(job));
        return Reply.audio(made.wav(), made.id())
                .with(HttpHeader.CONTENT_LOCATION, "/api/sounds/" + made.id() + "/audio")
                .with("Phasewright-Seed", String.valueOf(job.view().seed()));
    }

    private StoredSound ended(Job job) throws IOException {
        try {
            return job.awaitSound();
        } catch (InterruptedException e) {
            jobs.cancel(job.id());
            throw new CancellationException();
        }
    }

    private Reply events(Call call, EventLog log) {
        call.query().end();
        Job job = jobs.find(call.segment("id"));
        if (!streams.tryAcquire()) {
            throw Refusal.busy("too many watch jobs at once; try again in a moment", 1);
        }
        return EventStream.of(job, log, json.writer(), streams::release, () -> jobs.cancel(job.id()));
    }
}
