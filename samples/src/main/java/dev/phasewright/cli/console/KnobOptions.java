package dev.phasewright.cli.console;

import dev.phasewright.judge.texture.Knob;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked of drums by degrees, for every subcommand that makes some. Use as a picocli mixin. */
public final class KnobOptions {
    private static final int MOST = 100;

    @Option(
            names = "--bright",
            paramLabel = "0-100",
            description = "How bright, of a model with knobs: 80 is brighter than four of five of its class.")
    private Double bright;

    @Option(names = "--boom", paramLabel = "0-100", description = "How much of it lies below 120 Hz.")
    private Double boom;

    @Option(names = "--attack", paramLabel = "0-100", description = "How slowly it begins.")
    private Double attack;

    @Option(names = "--decay", paramLabel = "0-100", description = "How long it rings.")
    private Double decay;

    @Option(names = "--noise", paramLabel = "0-100", description = "How near it is to noise.")
    private Double noise;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * What was asked for, by the knobs' own names.
     *
     * @throws ParameterException if a percentile is not from 0 to 100
     */
    public Map<String, Double> asked() {
        Map<String, Double> asked = new LinkedHashMap<>();
        put(asked, "--bright", Knob.BRIGHTNESS, bright);
        put(asked, "--boom", Knob.BOOM, boom);
        put(asked, "--attack", Knob.ATTACK, attack);
        put(asked, "--decay", Knob.DECAY, decay);
        put(asked, "--noise", Knob.NOISINESS, noise);
        return Collections.unmodifiableMap(asked);
    }

    private void put(Map<String, Double> asked, String option, Knob knob, @Nullable Double percentile) {
        if (percentile == null) {
            return;
        }
        if (!(percentile >= 0 && percentile <= MOST)) {
            throw new ParameterException(
                    command.commandLine(), option + " must be from 0 to " + MOST + ", not " + percentile);
        }
        asked.put(knob.label(), percentile);
    }

    /** In words, to be told after what else was asked for; nothing if no knob was. */
    public static String describe(Map<String, Double> asked) {
        return asked.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, ", %s %.0f", e.getKey(), e.getValue()))
                .collect(Collectors.joining());
    }
}
