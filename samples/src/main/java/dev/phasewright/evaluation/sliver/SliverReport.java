package dev.phasewright.evaluation.sliver;

import dev.phasewright.evaluation.CsvTable;
import dev.phasewright.evaluation.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * How many steps students of slivers need: the result of {@code phasewright study slivers}. Distances are Fréchet's to the
 * teacher's samples, extrapolated to infinitely many, as shares of how much those vary.
 *
 * @param model of which slivers were made
 * @param corpus that it learned from
 * @param judge whose features are compared
 * @param updates of each student
 * @param samples of each set that is compared
 * @param seeds students of each kind
 * @param slivers in the order in which they were made
 */
public record SliverReport(
        String model, String corpus, String judge, long updates, int samples, int seeds, List<Part> slivers) {
    /** What is near enough. */
    public static final double NEAR = 0.05;

    /**
     * A sliver.
     *
     * @param name what it is
     * @param nats by how much it is narrower than the whole
     * @param rank the effective number of directions in which it varies
     * @param again the teacher's own distance from itself, by other noise: what chance makes of none
     * @param affine that of the student who knows mean and spectrum alone, in one step
     * @param students those that learned
     */
    public record Part(String name, double nats, double rank, double again, double affine, List<Student> students) {
        Part with(List<Student> taught) {
            return new Part(name, nats, rank, again, affine, taught);
        }
    }

    /**
     * Students who were taught alike, with different seeds.
     *
     * @param method how they were taught
     * @param steps they take
     * @param distances one for each
     */
    public record Student(String method, int steps, List<Double> distances) {
        /** The mean distance. */
        public double mean() {
            return distances.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
        }

        private String told() {
            return String.format(
                    Locale.ROOT,
                    "%.0f (%.0f…%.0f)",
                    100 * mean(),
                    100 * distances.stream().mapToDouble(d -> d).min().orElse(Double.NaN),
                    100 * distances.stream().mapToDouble(d -> d).max().orElse(Double.NaN));
        }
    }

    /** The methods, in the order in which they are told. */
    List<String> methods() {
        return slivers.stream()
                .flatMap(part -> part.students.stream())
                .map(Student::method)
                .distinct()
                .toList();
    }

    /** The fewest steps by which students taught in a way come near enough, if any do. */
    static OptionalInt fewest(Part part, String method) {
        return part.students.stream()
                .filter(student -> student.method.equals(method) && student.mean() <= NEAR)
                .mapToInt(Student::steps)
                .min();
    }

    /** The table, for people. */
    public String table() {
        TextTable table = new TextTable().left("sliver", 22).right("nats", 6).right("rank", 6);
        table.right("again", 6).right("affine", 7).left("taught by", 14);
        List<Integer> steps = slivers.stream()
                .flatMap(part -> part.students.stream())
                .map(Student::steps)
                .distinct()
                .sorted()
                .toList();
        steps.forEach(count -> table.right(count + (count == 1 ? " step" : " steps"), 14));
        table.right("fewest", 7);
        for (Part part : slivers) {
            for (String method : methods()) {
                List<Object> cells = new ArrayList<>(List.of(
                        part.name,
                        TextTable.figure("%.1f", part.nats),
                        TextTable.figure("%.1f", part.rank),
                        TextTable.figure("%.0f", 100 * part.again),
                        TextTable.figure("%.0f", 100 * part.affine),
                        method));
                part.students.stream()
                        .filter(student -> student.method.equals(method))
                        .forEach(student -> cells.add(student.told()));
                OptionalInt fewest = fewest(part, method);
                cells.add(fewest.isPresent() ? String.valueOf(fewest.getAsInt()) : "more");
                table.row(cells.toArray());
            }
        }
        return String.format(
                        Locale.ROOT,
                        "slivers of %s, learned from %s: distance from the teacher's %d samples in the space of %s, in per"
                                + " cent of their variance; %d students each, %d updates%n%n",
                        model,
                        corpus,
                        samples,
                        judge,
                        seeds,
                        updates)
                + table
                + String.format(
                        Locale.ROOT,
                        "%n\"again\" is the teacher itself by other noise, \"affine\" the student who knows mean and spectrum"
                                + " alone and takes one step. \"fewest\" are the steps from which on the mean is at most"
                                + " %.0f %%.%n",
                        100 * NEAR);
    }

    /** All figures, a line each, for other programs. */
    public String csv() {
        CsvTable table = new CsvTable("sliver", "nats", "rank", "method", "steps", "seed", "distance");
        for (Part part : slivers) {
            table.row(part.name, part.nats, part.rank, "teacher", null, null, part.again);
            table.row(part.name, part.nats, part.rank, "affine", 1, null, part.affine);
            for (Student student : part.students) {
                for (int i = 0; i < student.distances.size(); i++) {
                    table.row(
                            part.name,
                            part.nats,
                            part.rank,
                            student.method,
                            student.steps,
                            i + 1,
                            student.distances.get(i));
                }
            }
        }
        return table.toString();
    }
}
