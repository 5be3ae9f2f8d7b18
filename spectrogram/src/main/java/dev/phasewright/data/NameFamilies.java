package dev.phasewright.data;

import dev.phasewright.audio.file.CanonicalName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Recordings that their files' names tell to be takes of one sound, such as {@code kick-v1-r1}, {@code kick-v2-r1} and
 * {@code Kick Hard 3}: names that differ in numbers and in words of strength and take alone. To hold out one of them and
 * learn from another would not tell how new sounds fare.
 *
 * <p>Where so many names of a class are alike, as of {@code kick1} to {@code kick200}, they tell nothing, and each is a
 * family of its own.
 */
final class NameFamilies {
    /** Of a class, more than this is no family. */
    private static final double MOST = 0.2;

    /** Numbers, with a letter or two that say what is counted, and words of strength and take. */
    private static final Pattern MARKS = Pattern.compile(
            "(?<![a-z])(?:v|r|rr|vel|velocity|layer|take|hit|round|robin|soft(?:er|est)?|quiet|light|med(?:ium)?|mid|normal"
                    + "|loud(?:er|est)?|hard(?:er|est)?|strong|accent|ghost|pp?p?|mp|mf|ff?f?|left|right|[lr])(?![a-z])"
                    + "|\\d+|[^a-z\\d]+");

    private NameFamilies() {}

    /** The families of some recordings, each of one class, in the order of their first members. */
    static List<List<Recordings.Item>> of(List<Recordings.Item> items) {
        Map<Integer, List<Recordings.Item>> classes = new LinkedHashMap<>();
        items.forEach(item -> classes.computeIfAbsent(item.classIndex(), c -> new ArrayList<>())
                .add(item));
        List<List<Recordings.Item>> families = new ArrayList<>();
        for (List<Recordings.Item> fellows : classes.values()) {
            Map<String, List<Recordings.Item>> named = new LinkedHashMap<>();
            fellows.forEach(item ->
                    named.computeIfAbsent(stem(item), s -> new ArrayList<>()).add(item));
            for (List<Recordings.Item> family : named.values()) {
                if (family.size() > MOST * fellows.size()) {
                    family.forEach(item -> families.add(List.of(item)));
                } else {
                    families.add(family);
                }
            }
        }
        return families;
    }

    /** What is left of a name, with the folder it is in, when its marks are taken off. */
    private static String stem(Recordings.Item item) {
        String name = CanonicalName.of(item.name()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        int slash = name.lastIndexOf('/') + 1;
        String stem = MARKS.matcher(name.substring(slash, dot)).replaceAll(" ").strip();
        return name.substring(0, slash) + stem.replaceAll(" +", " ");
    }
}
