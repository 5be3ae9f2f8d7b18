package dev.phasewright.evaluation.voice;

import dev.phasewright.data.Recordings;
import dev.phasewright.evaluation.CorpusParts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The voices among which one is to be recognized.
 *
 * @param voice whose it should be
 * @param others the other voices
 * @param references as many clips of each, those of the voice first
 * @param held clips of the voice that are no references: what a generator could be at best
 * @param known clips of all training voices, by speaker: what a space of voices is found from
 */
record VoiceLineup(
        String voice,
        List<String> others,
        List<Recordings.Item> references,
        List<Recordings.Item> held,
        Recordings known) {
    /** Clips of a voice that others are compared with, at most. */
    private static final int REFERENCES = 20;

    private static final int FEWEST = 4;
    /** Voices with several clips that are the fewest to learn from how voices differ. */
    private static final int FEWEST_VOICES = 2;

    /**
     * Draws the line-up.
     *
     * @throws IOException naming what there is too little of
     */
    static VoiceLineup of(VoiceSpec spec) throws IOException {
        CorpusParts.TRAIN_AND_TEST.require(spec.corpus(), "--data");
        Recordings own = Recordings.in(spec.like());
        if (own.items().size() < FEWEST) {
            throw new IOException(
                    spec.like() + ": has " + own.items().size() + " sound files; give " + FEWEST + " at least");
        }
        List<String> itself = own.by(spec.like(), spec.columns()).classes();
        List<Recordings.Item> items = new ArrayList<>(own.items());
        Random random = new Random(spec.seed());
        Collections.shuffle(items, random);
        int size = Math.min(REFERENCES, items.size() / 2);
        Map<String, List<Recordings.Item>> byName = byName(speakers(spec, "test"));
        List<String> names = new ArrayList<>(byName.keySet().stream()
                .filter(name -> !itself.contains(name) && byName.get(name).size() >= size)
                .sorted()
                .toList());
        if (names.size() < spec.others()) {
            throw new IOException(spec.corpus().resolve("test") + ": has " + names.size() + " other voices with " + size
                    + " clips, not " + spec.others() + "; give --others " + names.size()
                    + " at most, or a larger corpus");
        }
        Collections.shuffle(names, random);
        List<String> chosen = names.subList(0, spec.others()).stream().sorted().toList();
        List<Recordings.Item> references = new ArrayList<>(items.subList(0, size));
        chosen.forEach(name -> references.addAll(byName.get(name).subList(0, size)));
        Recordings known = speakers(spec, "train");
        requireSeveralEach(spec, known);
        return new VoiceLineup(
                itself.size() == 1 ? itself.get(0) : spec.like().toString(),
                chosen,
                references,
                items.subList(size, items.size()),
                known);
    }

    /** One clip of a voice does not tell what may differ within a voice. */
    private static void requireSeveralEach(VoiceSpec spec, Recordings known) throws IOException {
        Map<String, List<Recordings.Item>> voices = byName(known);
        long several =
                voices.values().stream().filter(clips -> clips.size() > 1).count();
        if (several < FEWEST_VOICES) {
            throw new IOException(spec.corpus().resolve("train") + ": " + several + " of its " + voices.size()
                    + " voices have more than one clip; give a corpus with several clips of " + FEWEST_VOICES
                    + " voices at least, or the columns that say who speaks by --speaker-columns");
        }
    }

    private static Recordings speakers(VoiceSpec spec, String part) throws IOException {
        Recordings told = Recordings.in(spec.corpus().resolve(part)).by(spec.corpus(), spec.columns());
        if (told.items().isEmpty()) {
            throw new IOException(spec.corpus() + ": no manifest.csv with the columns path, "
                    + String.join(", ", spec.columns()) + " tells who speaks; name its columns by --speaker-columns");
        }
        return told;
    }

    private static Map<String, List<Recordings.Item>> byName(Recordings speakers) {
        Map<String, List<Recordings.Item>> byName = new LinkedHashMap<>();
        for (Recordings.Item item : speakers.items()) {
            byName.computeIfAbsent(speakers.classes().get(item.classIndex()), name -> new ArrayList<>())
                    .add(item);
        }
        return byName;
    }

    /** References of each voice. */
    int each() {
        return references.size() / (others.size() + 1);
    }

    /** The share that would be nearest to the voice by chance. */
    double chance() {
        return 1.0 / (others.size() + 1);
    }
}
