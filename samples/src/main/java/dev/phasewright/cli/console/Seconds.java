package dev.phasewright.cli.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: 0.3, 0.3s or 300ms. */
public final class Seconds implements ITypeConverter<Double> {
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
