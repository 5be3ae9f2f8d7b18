package dev.phasewright.serve;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.collection.CollectionException;
import dev.phasewright.collection.CollectionProgress;
import dev.phasewright.collection.CollectionShelf;
import dev.phasewright.collection.Lesson;
import dev.phasewright.collection.SoundCollection;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.web.Frame;
import dev.phasewright.web.PadSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What takes visitors' samples and learns from them: a page, and a part of the JSON interface. What was learned is a model as all others
 * are, from its first checkpoint on, and is asked for sounds as they are.
 */
final class YourSounds implements AutoCloseable {
    private static final int QUESTION_BYTES = 16 * SmallBody.MOST_BYTES;
    private static final int UPLOADS = 4;
    private static final String SAMPLE = "/api/collections/{name}/samples/{class}/{sample}";
    private static final int STANDARD_BATCH = 32;
    private static final long STANDARD_UPDATES = 600;

    private final CollectionShelf shelf;
    private final Models models;
    private final UploadFolder uploads;
    private final Limits limits;
    private final ObjectMapper json = new ObjectMapper();
    private final Room questions = new Room("questions", QUESTION_BYTES);
    private final Gate uploading = new Gate("uploads", UPLOADS, UPLOADS);
    /** When the descriptions of the models that are offered were written. */
    private final Map<String, Long> offered = new ConcurrentHashMap<>();

    /**
     * Those of a folder.
     *
     * @param limits of any upload
     * @throws IOException if the folder cannot be read
     */
    YourSounds(CollectionShelf shelf, Models models, UploadFolder uploads, Limits limits) throws IOException {
        this.limits = limits;
        this.shelf = shelf;
        this.models = models;
        this.uploads = uploads;
        for (SoundCollection each : shelf.all()) {
            offer(each);
        }
    }

    /** Adds its routes. */
    void addTo(Router router) {
        router.add("GET", "/yours", call -> page());
        router.add("GET", "/api/collections", kept(this::all));
        router.receive("POST", "/api/collections", this::question, this::begin);
        router.add("GET", "/api/collections/{name}", kept(call -> {
            call.query().end();
            return JsonReply.of(200, view(find(call)));
        }));
        router.add("DELETE", "/api/collections/{name}", kept(this::remove));
        router.receive("POST", "/api/collections/{name}/samples", this::upload, this::uploaded);
        router.add("GET", "/api/collections/{name}/samples", kept(call -> {
            call.query().end();
            return JsonReply.of(200, find(call).samples());
        }));
        router.add("GET", SAMPLE, kept(this::sample));
        router.add("DELETE", SAMPLE, kept(this::removeSample));
        router.receive("POST", "/api/collections/{name}/training", this::question, this::learn);
        router.add("DELETE", "/api/collections/{name}/training", kept(this::stop));
        router.add("GET", "/api/collections/{name}/model.zip", kept(this::download));
    }

    private Reply page() {
        Frame frame = ServedPages.frame(
                "Your sounds",
                "Drop a folder of samples or say twenty words, and a model learns to draw others.",
                "yours",
                "deck.js",
                "stage.js",
                "soundfile.js",
                "sounds.js",
                "microphone.js",
                "command.js",
                "pads.js",
                "yours.js",
                "words.js");
        return ServedPages.page(out -> JteyoursGenerated.render(
                out, null, frame, (int) limits.clipSeconds(), (int) (limits.uploadBytes() >> 20)));
    }

    /** An action of which what a collection refuses is told as such. */
    private static Router.Action kept(Router.Action action) {
        return call -> {
            try {
                return action.answer(call);
            } catch (CollectionException e) {
                throw Refusal.of(e);
            }
        };
    }

    /**
     * What the interface tells of all.
     *
     * @param collections what there are
     * @param samples the most that one takes
     * @param classes likewise
     */
    record Shelf(List<View> collections, int samples, int classes) {}

    /**
     * What the interface tells of a collection.
     *
     * @param name what it is asked for by, and its model, too
     * @param title what it was called
     * @param classes how many samples there are of each
     * @param lesson how something is learned from it; null if nothing is yet
     * @param progress how far that is, its fields among these
     * @param pads to strike what was learned; null before the first checkpoint
     */
    record View(
            String name,
            String title,
            Map<String, Integer> classes,
            Lesson lesson,
            @JsonUnwrapped CollectionProgress progress,
            PadSet pads) {}

    private View view(SoundCollection of) throws IOException {
        offer(of);
        OfferedModel model = models.generators().get(of.name());
        return new View(
                of.name(),
                of.title(),
                of.classes(),
                of.lesson().orElse(null),
                of.progress(),
                model == null
                        ? null
                        : PadSet.ofAny(
                                of.name(), model.view().classes(), model.view().knobs()));
    }

    /** Offers its model, if there is one that is new. */
    private void offer(SoundCollection of) throws IOException {
        Path model = of.model().orElse(null);
        if (model == null) {
            if (offered.remove(of.name()) != null) {
                models.withdraw(of.name());
            }
            return;
        }
        long written;
        try {
            written =
                    Files.getLastModifiedTime(model.resolve(Checkpoint.WEIGHTS)).toMillis();
        } catch (NoSuchFileException e) {
            return; // It is being written for the first time.
        }
        if (!Long.valueOf(written).equals(offered.put(of.name(), written))) {
            models.offer(of.name(), model);
        }
    }

    private SoundCollection find(Call call) throws CollectionException {
        return shelf.find(call.segment("name"));
    }

    private Reply all(Call call) throws IOException {
        call.query().end();
        List<View> views = new ArrayList<>();
        for (SoundCollection each : shelf.all()) {
            views.add(view(each));
        }
        return JsonReply.of(
                200, new Shelf(views, shelf.limits().samples(), shelf.limits().classes()));
    }

    private SmallBody question(Call call) {
        call.query().end();
        call.requireJson();
        return new SmallBody(questions);
    }

    private Reply begin(Call call, SmallBody question) throws IOException {
        return kept(each -> {
                    Query asked = question.fields(json);
                    String title = asked.text("title", "My sounds");
                    asked.end();
                    SoundCollection made = shelf.begin(title, models.generators()::containsKey);
                    return JsonReply.of(201, view(made)).with(HttpHeader.LOCATION, "/api/collections/" + made.name());
                })
                .answer(call);
    }

    private Reply remove(Call call) throws IOException {
        call.query().end();
        SoundCollection gone = find(call);
        models.withdraw(gone.name());
        shelf.remove(gone);
        offered.remove(gone.name());
        return Reply.empty(204);
    }

    private Upload upload(Call call) throws IOException {
        try {
            find(call);
        } catch (CollectionException e) {
            throw Refusal.of(e);
        }
        return uploads.begin(call.declaredLength());
    }

    private Reply uploaded(Call call, Upload upload) throws IOException {
        return kept(each -> {
                    Query asked = call.query();
                    String className = asked.text("class", "sound");
                    String name = asked.text("name", "sample");
                    asked.end();
                    SoundCollection of = find(call);
                    Audio sound = uploading.pass(() -> uploads.read(upload));
                    return JsonReply.of(201, of.add(className, name, sound));
                })
                .answer(call);
    }

    private Reply sample(Call call) throws IOException {
        call.refuseEmbedding();
        call.query().end();
        return Reply.of(200, "audio/wav", find(call).sample(call.segment("class"), call.segment("sample")));
    }

    private Reply removeSample(Call call) throws IOException {
        call.query().end();
        find(call).remove(call.segment("class"), call.segment("sample"));
        return Reply.empty(204);
    }

    private Reply learn(Call call, SmallBody question) throws IOException {
        return kept(each -> {
                    SoundCollection of = find(call);
                    shelf.learn(of, lesson(question.fields(json)));
                    return JsonReply.of(202, view(of));
                })
                .answer(call);
    }

    private static Lesson lesson(Query asked) {
        double seconds = asked.number("seconds", Lesson.SHORTEST, Lesson.LONGEST, Lesson.SHORTEST);
        boolean chosen = asked.text("seconds", null) != null;
        long updates = asked.whole("updates", 1, Lesson.MOST_UPDATES, STANDARD_UPDATES);
        long batch = asked.whole("batch", 1, Lesson.MOST_BATCH, STANDARD_BATCH);
        long width = asked.whole("width", 1, Lesson.MOST_WIDTH, 0);
        long depth = asked.whole("depth", 1, Lesson.MOST_DEPTH, 0);
        asked.end();
        return Lesson.of(chosen ? (Double) seconds : null, updates, (int) batch, chosen(width), chosen(depth));
    }

    private static Integer chosen(long size) {
        return size == 0 ? null : Integer.valueOf(Math.toIntExact(size));
    }

    private Reply stop(Call call) throws IOException {
        call.query().end();
        SoundCollection of = find(call);
        of.stop();
        return JsonReply.of(202, view(of));
    }

    /** The model as an archive, to be used elsewhere. */
    private Reply download(Call call) throws IOException {
        call.refuseEmbedding();
        call.query().end();
        return Reply.of(200, "application/zip", ModelArchive.of(find(call)))
                .with(HttpHeader.CONTENT_DISPOSITION, "attachment");
    }

    /** Stops what is being learned, with a checkpoint to go on from. */
    @Override
    public void close() {
        shelf.close();
    }
}
