package dev.phasewright.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.vocoder.lab.Rephased;
import dev.phasewright.web.ClassOrder;
import dev.phasewright.web.DemoSound;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;

/** The JSON interface: what programs, and the pages' own scripts, ask for under {@code /api/}. */
final class Api {
    /** Where results of blind tests go. */
    static final String RESULTS = "/api/results";

    private static final int LOWEST_TOP = -200;
    private static final int HIGHEST_TOP = 100;
    private static final int UPLOADS = 4;
    /** What changed sounds may take, as a part of what all sounds may. */
    private static final int CHANGES_SHARE = 4;

    private static final int RESULT_BYTES = 64 * SmallBody.MOST_BYTES;

    private final Models models;
    private final UploadFolder uploads;
    private final SoundStore sounds;
    private final JobQueue jobs;
    private final Limits limits;
    private final ResultFolder results;
    private final Room resultRoom = new Room("results", RESULT_BYTES);
    private final Gate uploading = new Gate("uploads", UPLOADS, UPLOADS);
    private final Gate processing;
    private final RecentChanges changes;
    private final Turns turns = new Turns();

    Api(Models models, UploadFolder uploads, SoundStore sounds, JobQueue jobs, ResultFolder results, Limits limits) {
        this.models = models;
        this.uploads = uploads;
        this.sounds = sounds;
        this.jobs = jobs;
        this.results = results;
        this.limits = limits;
        this.changes = new RecentChanges(limits.storedBytes() / CHANGES_SHARE);
        this.processing =
                new Gate("sounds in work", Runtime.getRuntime().availableProcessors(), limits.waitingSounds());
    }

    /** Adds its routes. */
    void addTo(Router router) {
        router.add("GET", "/api/status", this::status);
        router.receive("POST", "/api/sounds", this::upload, this::uploaded);
        router.add("POST", "/api/examples/{name}", this::example);
        router.add(
                "GET", "/api/sounds/{id}", call -> JsonReply.of(200, find(call).description()));
        router.add("DELETE", "/api/sounds/{id}", this::forget);
        router.add("GET", "/api/sounds/{id}/audio", this::audio);
        router.add("GET", "/api/sounds/{id}/spectrogram", this::spectrogram);
        router.add("GET", "/api/sounds/{id}/phase", call -> changed(call, PhaseRequest::of));
        router.add("GET", "/api/sounds/{id}/vocoded", call -> changed(call, CopyRequest::of));
        router.receive("POST", RESULTS, this::result, this::keepResult);
    }

    /**
     * What the server can do, and how busy it is.
     *
     * @param model the generator's name, unless another is asked for
     * @param models all that can be
     * @param classes what the first can be asked for, in their natural order
     * @param samplers how it can be sampled
     * @param sampler how it is unless asked otherwise
     * @param steps in so many steps
     * @param guidance and exaggerating its class so much
     * @param methods how phase can be made anew
     * @param uploadBytes the largest upload
     * @param clipSeconds the longest sound
     * @param queue generations that may wait
     * @param waiting generations that wait now
     */
    record Status(
            String model,
            List<OfferedModel.View> models,
            List<String> classes,
            List<String> samplers,
            String sampler,
            int steps,
            double guidance,
            List<String> methods,
            long uploadBytes,
            double clipSeconds,
            int queue,
            int waiting) {}

    Status status() {
        return new Status(
                models.name(),
                models.views(),
                ClassOrder.names(models.classes()),
                Samplers.names(),
                Samplers.name(models.plan().sampler()),
                models.plan().steps(),
                models.plan().guidance(),
                VocoderChoice.names(),
                limits.uploadBytes(),
                limits.clipSeconds(),
                limits.queuedJobs(),
                jobs.waiting());
    }

    /** The names of the models that sounds can be edited with. */
    List<String> editors() {
        return models.generators().values().stream()
                .filter(EditRequest::takes)
                .map(OfferedModel::name)
                .toList();
    }

    private Reply status(Call call) throws JsonProcessingException {
        call.query().end();
        return JsonReply.of(200, status());
    }

    private StoredSound find(Call call) {
        return sounds.find(call.segment("id"));
    }

    private Upload upload(Call call) throws IOException {
        call.query().end();
        return uploads.begin(call.declaredLength());
    }

    private Reply uploaded(Call call, Upload upload) throws IOException {
        return created(uploading.pass(() -> sounds.add(uploads.read(upload))));
    }

    /** One of the sounds that come with Phasewright, as if it had been uploaded. */
    private Reply example(Call call) throws IOException {
        call.query().end();
        DemoSound example = DemoSound.all(limits.clipSeconds()).stream()
                .filter(each -> each.id().equals(call.segment("name")))
                .findFirst()
                .orElseThrow(() -> new Refusal(Refusal.NOT_FOUND, "no example is called so"));
        return created(sounds.add(example.sound()));
    }

    private Reply created(StoredSound sound) throws JsonProcessingException {
        return JsonReply.of(201, sound.description()).with(HttpHeader.LOCATION, "/api/sounds/" + sound.id());
    }

    private Reply forget(Call call) {
        sounds.remove(call.segment("id"));
        changes.forget(call.segment("id"));
        return Reply.empty(204);
    }

    private Reply audio(Call call) {
        call.query().end();
        StoredSound sound = find(call);
        return Reply.audio(sound.wav(), sound.id());
    }

    private Reply spectrogram(Call call) throws IOException {
        Query query = call.query();
        Double top = top(query);
        query.end();
        Audio sound = find(call).audio();
        return call.presence().whileThere(() -> processing.pass(() -> picture(sound, top)));
    }

    private static Reply picture(Audio sound, Double top) throws IOException {
        return Reply.of(200, "image/png", SoundPicture.png(sound, top));
    }

    /** Where the scale of a picture is to end, in dB; null for where the sound's own does. */
    private static Double top(Query query) {
        double top = query.number("top", LOWEST_TOP, HIGHEST_TOP, LOWEST_TOP);
        return top == LOWEST_TOP ? null : (Double) top;
    }

    /** The sound that the parameters make of another, or its picture. */
    private Reply changed(Call call, Function<Query, Record> read) throws IOException {
        Query query = call.query();
        boolean picture = wantsPicture(query);
        Double top = top(query);
        Record request = read.apply(query);
        query.end();
        StoredSound sound = find(call);
        BooleanSupplier wanted = turns.take(picture ? null : call.page());
        return call.presence()
                .whileThere(() -> processing.pass(wanted, () -> {
                    RecentChanges.Change change = change(sound, request);
                    Audio heard = change.heard();
                    if (picture) {
                        return picture(heard, top);
                    }
                    Reply reply = Reply.audio(WavBytes.of(heard), sound.id() + Integer.toHexString(request.hashCode()))
                            .with("Phasewright-Peak", decibels(20 * Math.log10(heard.peak())));
                    if (request instanceof CopyRequest copied) {
                        OptionalInt above = models.keptAbove(sound.audio(), copied);
                        return above.isEmpty() ? reply : reply.with("Phasewright-Kept-Above", "" + above.getAsInt());
                    }
                    return reply.with("Phasewright-Level-Change", decibels(change.levelDb()));
                }));
    }

    private RecentChanges.Change change(StoredSound sound, Record request) throws IOException {
        return changes.of(new RecentChanges.Key(sound.id(), request), () -> {
            if (request instanceof PhaseRequest phase) {
                Rephased changed = phase.apply(sound.audio());
                return new RecentChanges.Change(
                        phase.matched() ? changed.matched() : changed.audio(), changed.levelChangeDb());
            }
            return new RecentChanges.Change(models.copy(sound.audio(), (CopyRequest) request), Double.NaN);
        });
    }

    private static String decibels(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static boolean wantsPicture(Query query) {
        return query.choice("as", List.of("sound", "spectrogram"), "sound").equals("spectrogram");
    }

    /** A visitor's sound and what became of it, as the parameters have it. */
    List<Audio> originalAndChanged(String id, Query query, Presence presence) throws IOException {
        boolean vocoded =
                query.choice("kind", List.of("phase", "vocoded"), "phase").equals("vocoded");
        Record request = vocoded ? CopyRequest.of(query) : PhaseRequest.of(query);
        query.end();
        StoredSound sound = sounds.find(id);
        return presence.whileThere(() -> processing.pass(
                () -> List.of(sound.audio(), change(sound, request).heard())));
    }

    /** Where a result was kept: the name of its file. */
    record Kept(String kept) {}

    private SmallBody result(Call call) {
        call.query().end();
        return new SmallBody(resultRoom);
    }

    private Reply keepResult(Call call, SmallBody result) throws IOException {
        return JsonReply.of(201, new Kept(results.keep(result.bytes())));
    }
}
