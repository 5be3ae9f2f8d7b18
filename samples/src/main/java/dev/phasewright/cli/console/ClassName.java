package dev.phasewright.cli.console;

import dev.phasewright.audio.file.CanonicalName;
import picocli.CommandLine.ITypeConverter;

/** The name of a class of sounds, as all others know it however it is typed. */
public final class ClassName implements ITypeConverter<String> {
    @Override
    public String convert(String typed) {
        return CanonicalName.of(typed);
    }
}
