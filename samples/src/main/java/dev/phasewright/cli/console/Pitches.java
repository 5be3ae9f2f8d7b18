package dev.phasewright.cli.console;

import dev.phasewright.audio.NoteName;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Notes from one to another, as MIDI counts, written as A4, 69, C4-B4 or 60-71.
 *
 * @param lowest the first
 * @param highest the last, not below it
 */
public record Pitches(int lowest, int highest) {
    /** All notes of several, in the order given. */
    public static int[] all(List<Pitches> several) {
        return several.stream()
                .flatMapToInt(p -> IntStream.rangeClosed(p.lowest, p.highest))
                .toArray();
    }

    /**
     * Refuses recordings that a model of single notes cannot learn from.
     *
     * @param data where they are
     * @param found their pitches
     * @param model its name, for the message
     * @param known its pitches; if there are none it wants none
     * @throws IOException if they are not told, or the model does not know them
     */
    public static void require(Path data, PitchRange found, String model, PitchRange known) throws IOException {
        if (!known.isEmpty() && found.isEmpty()) {
            throw new IOException(data + ": " + model + " wants to know every recording's pitch; tell it "
                    + "in a manifest.csv with the columns path and midi");
        }
        requireKnown(data, found, model, known);
    }

    /**
     * Refuses recordings of pitches that a model of single notes does not know.
     *
     * @param data where they are
     * @param told their pitches, as far as they are told
     * @param model its name, for the message
     * @param known its pitches
     * @throws IOException if the model does not know them all
     */
    public static void requireKnown(Path data, PitchRange told, String model, PitchRange known) throws IOException {
        if (!told.isEmpty() && !known.isEmpty() && !(known.contains(told.lowest()) && known.contains(told.highest()))) {
            throw new IOException(
                    data + ": has pitches " + told + ", but " + model + " knows " + known + "; leave the others out");
        }
    }

    /** Reads one note. */
    public static final class One implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return note(value);
        }
    }

    /** Reads one note, or the word any as {@link Condition#NONE}. */
    public static final class OneOrAny implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return value.equals("any") ? Integer.valueOf(Condition.NONE) : note(value);
        }
    }

    /** Reads a note or a range of them. */
    public static final class Converter implements ITypeConverter<Pitches> {
        /** The dash between two notes is the one behind an octave or a number: C-1 has one of its own. */
        private static final Pattern RANGE = Pattern.compile("(.*?\\d)-(.*)");

        @Override
        public Pitches convert(String value) {
            Matcher range = RANGE.matcher(value);
            if (!range.matches()) {
                int note = note(value);
                return new Pitches(note, note);
            }
            int lowest = note(range.group(1));
            int highest = note(range.group(2));
            if (lowest > highest) {
                throw new TypeConversionException("the notes " + value + " do not rise; write the lower one first");
            }
            return new Pitches(lowest, highest);
        }
    }

    private static int note(String value) {
        try {
            return NoteName.midi(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
