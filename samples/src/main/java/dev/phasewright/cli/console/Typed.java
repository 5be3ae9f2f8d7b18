package dev.phasewright.cli.console;

import dev.phasewright.audio.file.CanonicalName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What people type, as the rest of the program knows it. */
public final class Typed {
    private Typed() {}

    /** The name of a class of sounds, as all others know it however it is typed. */
    public static final class ClassName implements ITypeConverter<String> {
        @Override
        public String convert(String typed) {
            return CanonicalName.of(typed);
        }
    }

    /** A time as people write it: 0.3, 0.3s or 300ms. */
    public static final class Seconds implements ITypeConverter<Double> {
        private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)\\s*(ms|s|)");

        @Override
        public Double convert(String value) {
            Matcher time = TIME.matcher(value);
            if (!time.matches()) {
                throw new TypeConversionException("'" + value + "' is no time, such as 0.3s or 300ms");
            }
            return Double.parseDouble(time.group(1)) * (time.group(2).equals("ms") ? 1e-3 : 1);
        }
    }
}
