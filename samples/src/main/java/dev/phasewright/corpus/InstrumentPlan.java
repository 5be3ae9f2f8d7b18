package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.corpus.Draft.KeptClip;
import dev.phasewright.corpus.Draft.Rejection;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How clips of music are made. */
final class InstrumentPlan implements Plan {
    private static final double LOW_SECONDS = 2;
    private static final double HIGH_SECONDS = 3;
    /** What is played beyond the clip's end, so that the silence before the first sound can be cut off. */
    private static final double SPARE_SECONDS = 0.3;

    private static final double LEAD_SECONDS = 0.1;

    private final long seed;
    private final FluidSynth synth;
    private final int sampleRate;
    private final String engine;

    InstrumentPlan(long seed, FluidSynth synth, int sampleRate) throws IOException {
        this.seed = seed;
        this.sampleRate = sampleRate;
        this.synth = synth;
        this.engine = synth.name();
    }

    @Override
    public List<String> classes() {
        return Composer.KINDS;
    }

    /**
     * Programs count from 0 and are joined by a plus sign where two play; a drum kit's has {@code kit} before it. Level
     * is the clip's peak in dBFS.
     */
    @Override
    public List<String> columns() {
        return List.of("class", "programs", "hall", "level", "seconds", "seed");
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public Optional<Integer> clipSamples() {
        return Optional.empty();
    }

    @Override
    public Set<Rejection> rejections() {
        return EnumSet.of(Rejection.SILENT, Rejection.FLUIDSYNTH);
    }

    @Override
    public Map<String, Map<String, List<String>>> heard() {
        Map<String, Map<String, List<String>>> heard = new LinkedHashMap<>();
        heard.put("programs", Split.each(split -> names(Orchestra.programs(split))));
        heard.put("kits", Split.each(split -> names(Orchestra.kits(split))));
        heard.put("drums", Split.each(split -> names(Orchestra.drums(split))));
        return heard;
    }

    private static List<String> names(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).toList();
    }

    @Override
    public Draft draft(Split split, int index, int attempt) throws IOException {
        Draws draws = Draws.forClip(seed, split, index, attempt);
        String kind = Composer.KINDS.get(index % Composer.KINDS.size());
        double seconds = draws.between(LOW_SECONDS, HIGH_SECONDS);
        boolean hall = draws.chance(0.4);
        Composer.Piece piece = new Composer(split, draws, seconds + SPARE_SECONDS).write(kind);
        Audio played;
        try {
            played = synth.play(piece.score(), hall);
        } catch (Program.Failure e) {
            return Rejection.FLUIDSYNTH;
        }
        Optional<Audio> audible = Clip.audiblePart(played, sampleRate);
        if (audible.isEmpty()) {
            return Rejection.SILENT;
        }
        int length = (int) Math.round(seconds * sampleRate);
        int lead = (int) Math.round(draws.between(0, LEAD_SECONDS) * sampleRate);
        // Negative: the lead is silence before the first sound.
        Audio clip = Mastering.cut(audible.get(), -lead, length);
        double level = draws.levelDb();
        List<String> fields = List.of(
                kind,
                piece.programs(),
                hall ? "on" : "off",
                ManifestRow.decimals(level),
                ManifestRow.decimals(clip.seconds()),
                ManifestRow.hexadecimal(draws.seed()));
        return new KeptClip(kind, piece.programs(), Mastering.atLevel(clip, level), fields);
    }

    @Override
    public String hopeless(int index, int attempts) {
        return "no audible \"" + Composer.KINDS.get(index % Composer.KINDS.size()) + "\" in " + attempts
                + " attempts; check that the sound font is a General MIDI one (" + engine + ")";
    }
}
