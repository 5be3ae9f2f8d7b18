package dev.phasewright.cli.make;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Frequencies from one to another, written as 2k-4k or 2000-4000.
 *
 * @param low in Hz, not negative
 * @param high in Hz, above {@code low}
 */
record Band(double low, double high) {
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
                throw new TypeConversionException("the band " + value + " does not rise; write the lower end first");
            }
            return new Band(low, high);
        }

        private static double hertz(String number, String kilo) {
            return Double.parseDouble(number) * (kilo.isEmpty() ? 1 : 1000);
        }
    }
}
