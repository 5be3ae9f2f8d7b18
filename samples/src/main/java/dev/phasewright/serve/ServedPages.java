package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.web.BlindTest;
import dev.phasewright.web.DemoSound;
import dev.phasewright.web.Frame;
import dev.phasewright.web.SiteAssets;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pages that people see. Their templates are checked by the compiler. */
final class ServedPages {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String FIRST = "index.html";
    private static final List<Frame.Link> LINKS = List.of(
            new Frame.Link(FIRST, "Play"),
            new Frame.Link("watch", "Watch"),
            new Frame.Link("generate", "Generate"),
            new Frame.Link("lab", "Laboratory"),
            new Frame.Link("mend", "Paint and mend"),
            new Frame.Link("yours", "Your sounds"),
            new Frame.Link("phase", "What phase does"),
            new Frame.Link("grab", "Phase you can grab"),
            new Frame.Link("blind", "Blind tests"),
            new Frame.Link("api", "API"));
    private static final String COLOPHON =
            "Served to this machine by phasewright serve. Sounds stay in its memory and are "
                    + "forgotten when it ends, but for collections of your own.";

    private final Api api;
    private final BlindTests tests;
    /** The beginnings of the sounds that are here. */
    private final List<DemoSound> examples;

    /** @throws IOException if the sounds that come with Phasewright are not in this build */
    ServedPages(Api api, BlindTests tests) throws IOException {
        this.api = api;
        this.tests = tests;
        examples = DemoSound.all(1);
    }

    /** Adds its routes. */
    void addTo(Router router) {
        // The last was its address while it was not the first page.
        for (String path : new String[] {"/", "/" + FIRST, "/play"}) {
            router.add("GET", path, call -> play());
        }
        router.add("GET", "/watch", call -> watch());
        router.add("GET", "/generate", call -> generate());
        router.add("GET", "/lab", call -> lab());
        router.add("GET", "/mend", call -> mend());
        router.add("GET", "/phase", call -> phase());
        router.add("GET", "/grab", call -> grab());
        router.add("GET", "/blind", this::blind);
        router.add("GET", "/sounds/{file}", this::script);
        router.add("GET", "/api/blind", this::madeTests);
        router.add("POST", "/api/blind", call -> {
            tests.begin();
            return madeTests(call);
        });
        router.add("GET", "/api", this::interfaceDescription);
    }

    /** What is around a page of the server. */
    static Frame frame(String title, String description, String file, String... scripts) {
        return new Frame(title, description, file, LINKS, List.of(scripts), COLOPHON, Api.RESULTS, "/");
    }

    /** What writes a page. */
    @FunctionalInterface
    interface Template {
        /** Writes all of it. */
        void render(OwaspHtmlTemplateOutput out);
    }

    static Reply page(Template template) {
        StringOutput text = new StringOutput();
        template.render(new OwaspHtmlTemplateOutput(text));
        return Reply.of(200, HTML, text.toString());
    }

    /** What a visitor sees whose address leads nowhere. */
    static Reply dead(int status, String message) {
        Frame frame = frame("Not here", "What was asked for cannot be shown.", "");
        StringOutput text = new StringOutput();
        JtedeadGenerated.render(new OwaspHtmlTemplateOutput(text), null, frame, status, message);
        return Reply.of(status, HTML, text.toString());
    }

    private Reply play() {
        Played played = Played.by(api.status().models());
        Frame frame = frame(
                "Play what was never recorded",
                "Play notes and drums that were never recorded, and are drawn while you play.",
                FIRST,
                SiteAssets.PLAY.toArray(String[]::new));
        return page(
                out -> JteplayGenerated.render(out, null, frame, played.instruments(), played.blend(), played.pads()));
    }

    private Reply watch() {
        Frame frame = frame(
                "Watch it being drawn",
                "Watch a sound condense out of noise, go back and forth, and hear each step.",
                "watch",
                "deck.js",
                "plot.js",
                "sounds.js",
                "families.js",
                "asking.js",
                "watch.js",
                "phasewright-player.js",
                "drawing.js");
        List<String> names =
                api.status().models().stream().map(OfferedModel.View::name).toList();
        return page(out -> JtewatchGenerated.render(out, null, frame, names, Drawings.MOST_STEPS));
    }

    private Reply generate() {
        Api.Status status = api.status();
        OfferedModel.View usual = status.models().get(0);
        Frame frame = frame(
                "Generate",
                "Draw sounds out of noise that never existed.",
                "generate",
                "deck.js",
                "player.js",
                "sounds.js",
                "families.js",
                "command.js",
                "asking.js",
                "generate.js");
        return page(out -> JtegenerateGenerated.render(
                out,
                null,
                frame,
                status.model(),
                status.models().stream().map(OfferedModel.View::name).toList(),
                status.classes(),
                !usual.pitches().isEmpty(),
                !usual.pitches().isEmpty() || !status.classes().isEmpty(),
                usual.seconds(),
                usual.shortestSeconds(),
                (int) status.clipSeconds(),
                status.samplers(),
                status.sampler(),
                status.steps(),
                GenerationRequest.MOST_STEPS,
                status.guidance(),
                GenerationRequest.MOST_GUIDANCE));
    }

    private Reply lab() {
        Api.Status status = api.status();
        Frame frame = frame(
                "Laboratory",
                "Take the phase of any sound away, or make it anew, while it plays.",
                "lab",
                "deck.js",
                "plot.js",
                "player.js",
                "stft.js",
                "livedeck.js",
                "soundfile.js",
                "spectrogram.js",
                "sounds.js",
                "microphone.js",
                "lab.js");
        return page(out -> JtelabGenerated.render(
                out,
                null,
                frame,
                examples,
                (int) status.clipSeconds(),
                (int) (status.uploadBytes() >> 20),
                PhaseRequest.distributions(),
                PhaseRequest.shapes(),
                status.methods(),
                status.methods().stream().filter(CopyRequest::isIterative).toList(),
                CopyRequest.STANDARD_ITERATIONS));
    }

    private Reply mend() {
        Api.Status status = api.status();
        Frame frame = frame(
                "Paint and mend",
                "Paint a hole into a sound, and a model fills it with what could be there.",
                "mend",
                "deck.js",
                "plot.js",
                "player.js",
                "livedeck.js",
                "soundfile.js",
                "spectrogram.js",
                "sounds.js",
                "families.js",
                "mend.js");
        return page(out -> JtemendGenerated.render(
                out,
                null,
                frame,
                examples,
                api.editors(),
                (int) status.clipSeconds(),
                (int) (status.uploadBytes() >> 20),
                EditRequest.STANDARD_RESAMPLING,
                EditRequest.STANDARD_SAMPLES,
                EditRequest.MOST_SAMPLES));
    }

    private static Reply phase() {
        Frame frame = frame(
                "What phase does",
                "Take the phase of a sentence away, and listen.",
                "phase",
                "deck.js",
                "player.js",
                "sounds.js",
                "phase.js");
        return page(out -> JtephaseGenerated.render(out, null, frame));
    }

    private static Reply grab() {
        Frame frame = frame(
                "Phase you can grab",
                "Eight harmonics as clock hands: turn one, and the wave changes while the spectrum stands still.",
                "grab",
                "deck.js",
                "plot.js",
                "harmonics.js",
                "grab.js");
        return page(out -> JtegrabGenerated.render(out, null, frame));
    }

    private Reply blind(Call call) throws IOException {
        Query query = call.query();
        String sound = query.text("sound", null);
        List<BlindTest> offered = new ArrayList<>();
        if (sound == null) {
            query.end();
        } else {
            List<Audio> both = api.originalAndChanged(sound, query, call.presence());
            offered.add(tests.own(both.get(0), both.get(1)));
        }
        List<BlindTest> usual = tests.standard();
        offered.addAll(usual);
        Frame frame = frame(
                "Blind tests",
                "Find out whether you hear a difference when you do not know what plays.",
                "blind",
                "deck.js",
                "blind.js",
                "making.js");
        return page(out -> JteblindGenerated.render(out, null, frame, offered, usual.isEmpty()));
    }

    private Reply madeTests(Call call) throws IOException {
        call.query().end();
        return JsonReply.of(200, tests.progress());
    }

    private Reply script(Call call) {
        byte[] script = tests.script(call.segment("file"));
        if (script == null) {
            throw new Refusal(Refusal.NOT_FOUND, "this sound is no longer here; load the page anew");
        }
        return Reply.of(200, "text/javascript; charset=utf-8", script);
    }

    private Reply interfaceDescription(Call call) {
        Frame frame = frame("API", "The JSON interface, with examples.", "api", "phasewright-player.js");
        Api.Status status = api.status();
        return page(out -> JteapiGenerated.render(
                out,
                null,
                frame,
                call.origin(),
                status.classes().isEmpty()
                        ? ""
                        : status.classes().get(status.classes().size() / 2),
                (int) status.clipSeconds(),
                (int) (status.uploadBytes() >> 20),
                status.queue(),
                String.join(", ", status.methods()),
                String.join(", ", PhaseRequest.distributions())));
    }
}
