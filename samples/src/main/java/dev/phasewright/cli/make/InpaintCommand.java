package dev.phasewright.cli.make;

import dev.phasewright.cli.console.Typed;
import dev.phasewright.diffusion.edit.Region;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code phasewright inpaint}: a hole in a sound, filled. */
@Command(
        name = "inpaint",
        description = {
            "Fill a hole in a sound with what could be there.",
            "",
            "The hole lies between two times, or two frequencies, or both. What is outside stays as it is, to the bit "
                    + "where the hole takes all frequencies.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright inpaint seven.wav --from 0.3s --to 0.5s -o mended.wav",
            "  phasewright inpaint seven.wav --band 2k-4k --class seven -o mended.wav --plot"
        })
public final class InpaintCommand implements Callable<Integer> {
    @Mixin
    private EditOptions edit;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Typed.Seconds.class,
            description = "Where the hole begins, such as 0.3s (default: at the sound's beginning).")
    private Double from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Typed.Seconds.class,
            description = "Where the hole ends (default: at the sound's end).")
    private Double to;

    @Option(
            names = "--band",
            paramLabel = "LOW-HIGH",
            converter = Band.Converter.class,
            description = "Which frequencies belong to it, such as 2k-4k (default: all).")
    private Band band = Band.ALL;

    @Option(
            names = "--resampling",
            paramLabel = "N",
            defaultValue = "2",
            description = "How often the hole's content is drawn again, to fit better beside what surrounds it "
                    + "(default: ${DEFAULT-VALUE}).")
    private int resampling;

    @Override
    public Integer call() throws IOException {
        edit.require(
                from != null || to != null || !band.equals(Band.ALL),
                "inpaint what? Give the hole's --from and --to, or its --band, or both");
        edit.requireResampling(resampling);
        double start = from == null ? 0 : from;
        double end = to == null ? Double.POSITIVE_INFINITY : to;
        edit.require(start < end, "--from " + start + " s is not before --to " + end + " s");
        Region hole = new Region(start, end, band.low(), band.high());
        return edit.run(
                "-inpainted",
                (editor, sound, condition, seed) -> {
                    if (start >= sound.seconds()) {
                        throw new IllegalArgumentException(String.format(
                                Locale.ROOT,
                                "lasts %.2f s, so no hole begins at %s s; choose an earlier --from",
                                sound.seconds(),
                                start));
                    }
                    return editor.inpaint(sound, hole, resampling, condition, seed);
                },
                (sound, edited) -> String.format(
                        Locale.ROOT,
                        "made anew from %.2f to %.2f s%s",
                        start,
                        Math.min(end, sound.seconds()),
                        band.equals(Band.ALL)
                                ? ""
                                : String.format(Locale.ROOT, ", %.0f to %.0f Hz", band.low(), band.high())));
    }

    /**
     * Frequencies from one to another, written as 2k-4k or 2000-4000.
     *
     * @param low in Hz, not negative
     * @param high in Hz, above {@code low}
     */
    private record Band(double low, double high) {
        /** All there are. */
        static final Band ALL = new Band(0, Double.POSITIVE_INFINITY);

        /** Reads one. */
        static final class Converter implements ITypeConverter<Band> {
            private static final String HERTZ = "(\\d+(?:\\.\\d*)?)(k?)(?:hz)?";
            private static final Pattern BAND = Pattern.compile(HERTZ + "-" + HERTZ, Pattern.CASE_INSENSITIVE);

            @Override
            public Band convert(String value) {
                Matcher band = BAND.matcher(value);
                if (!band.matches()) {
                    throw new TypeConversionException("'" + value + "' is no band, such as 2k-4k");
                }
                double low = hertz(band.group(1), band.group(2));
                double high = hertz(band.group(3), band.group(4));
                if (low >= high) {
                    throw new TypeConversionException(
                            "the band " + value + " does not rise; write the lower end first");
                }
                return new Band(low, high);
            }

            private static double hertz(String number, String kilo) {
                return Double.parseDouble(number) * (kilo.isEmpty() ? 1 : 1000);
            }
        }
    }
}
