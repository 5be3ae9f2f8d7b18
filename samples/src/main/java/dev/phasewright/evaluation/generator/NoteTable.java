package dev.phasewright.evaluation.generator;

import dev.phasewright.data.Recordings;
import dev.phasewright.evaluation.NotePitch;
import dev.phasewright.judge.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Sets of single notes, each clip the same note as the test clip in its place: are they of its family and at its pitch? */
public final class NoteTable {
    private final List<Recordings.Item> notes;
    private final List<String> classes;
    private final Map<String, String> families;
    private final List<EvaluationReport.NoteRow> rows;

    /**
     * An empty table.
     *
     * @param notes the test clips
     * @param classes the judge's
     * @param families of classes; perhaps not of all
     */
    public NoteTable(List<Recordings.Item> notes, List<String> classes, Map<String, String> families) {
        this(notes, classes, families, new ArrayList<>());
    }

    private NoteTable(
            List<Recordings.Item> notes,
            List<String> classes,
            Map<String, String> families,
            List<EvaluationReport.NoteRow> rows) {
        this.notes = notes;
        this.classes = classes;
        this.families = families;
        this.rows = rows;
    }

    /** This table's notes, the rows added to another. */
    NoteTable with(NoteTable other) {
        return new NoteTable(notes, classes, families, other.rows);
    }

    /**
     * Adds a set.
     *
     * @param expected classes; null if the judge does not know them
     * @param hertz the pitches found; empty if they were not sought
     */
    public void add(String clips, Verdicts verdicts, int[] expected, List<OptionalDouble> hertz) {
        boolean grouped = expected != null && families.keySet().containsAll(classes);
        rows.add(new EvaluationReport.NoteRow(
                clips,
                grouped ? (Double) familyAccuracy(verdicts, expected) : null,
                hertz.isEmpty() ? null : (Double) NotePitch.share(hertz, notes)));
    }

    private double familyAccuracy(Verdicts verdicts, int[] expected) {
        return (double) IntStream.range(0, expected.length)
                        .filter(i -> family(verdicts.classOf(i)).equals(family(expected[i])))
                        .count()
                / expected.length;
    }

    private String family(int classIndex) {
        return families.get(classes.get(classIndex));
    }

    public List<EvaluationReport.NoteRow> rows() {
        return rows;
    }
}
