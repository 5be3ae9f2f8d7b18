package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import java.util.List;
import java.util.Locale;

/** The kinds of test signals, which lie at the edge of what is heard: each a handful of shapes, drawn at random. */
enum TestSignal {
    /** A tone that glides, evenly in hertz or in octaves, up or down. */
    CHIRPS {
        @Override
        Signal draw(Draws draws, int length, int rate) {
            boolean linear = draws.chance(0.5);
            double one = draws.logBetween(40, 1_000);
            double two = draws.logBetween(1_000, TOP * rate);
            boolean down = draws.chance(0.5);
            double from = down ? two : one;
            double to = down ? one : two;
            double[] samples = glide(from, to, linear, draws.between(0, TURN), length, rate);
            return new Signal(linear ? "linear" : "exponential", samples);
        }
    },

    /** One click, some clicks anywhere, or a train of them. */
    CLICKS {
        @Override
        Signal draw(Draws draws, int length, int rate) {
            double[] samples = new double[length];
            String shape = draws.oneOf(List.of("single", "scattered", "train", "train"));
            if (shape.equals("train")) {
                double period = rate / draws.logBetween(2, 500);
                addClicks(samples, draws.between(0, period), period);
            } else {
                int count = shape.equals("single") ? 1 : draws.between(2, 20);
                for (int i = 0; i < count; i++) {
                    samples[draws.between(0, length - 1)] = (draws.chance(0.5) ? 1 : -1) * draws.between(0.3, 1);
                }
            }
            return new Signal(shape, samples);
        }
    },

    /** Noise of one of five colours, throughout or in bursts with hard ends. */
    NOISE {
        @Override
        Signal draw(Draws draws, int length, int rate) {
            String colour = draws.oneOf(List.of("white", "pink", "brown", "blue", "violet"));
            double[] samples = Noise.of(colour, draws, length);
            if (draws.chance(0.7)) {
                double period = rate * draws.logBetween(0.02, 1);
                double on = period * draws.between(0.1, 0.8);
                double start = draws.between(0, period);
                for (int i = 0; i < length; i++) {
                    if ((i + start) % period > on) {
                        samples[i] = 0;
                    }
                }
            }
            return new Signal(colour, samples);
        }
    },

    /** Nothing, or nothing but a click or a tone's short blip. */
    SILENCE {
        @Override
        Signal draw(Draws draws, int length, int rate) {
            double[] samples = new double[length];
            String shape = draws.oneOf(List.of("digital", "click", "blip"));
            int at = draws.between(length / 8, length - length / 8);
            if (shape.equals("click")) {
                samples[at] = 1;
            } else if (shape.equals("blip")) {
                int blip = (int) (rate * draws.logBetween(0.004, 0.05));
                double hertz = draws.logBetween(100, TOP * rate);
                for (int i = 0; i < blip; i++) {
                    samples[at + i] = Math.sin(TURN * hertz * i / rate);
                }
            }
            return new Signal(shape, samples);
        }
    },

    /** A square, sawtooth, triangle or sine wave without aliases, whole or switched on and off. */
    WAVES {
        @Override
        Signal draw(Draws draws, int length, int rate) {
            String shape = draws.oneOf(List.of("square", "sawtooth", "triangle", "sine"));
            double hertz = draws.logBetween(40, 2_000);
            double[] samples = new double[length];
            int harmonics = shape.equals("sine") ? 1 : (int) (TOP * rate / hertz);
            for (int k = 1; k <= harmonics; k++) {
                addTone(samples, hertz * k / rate, weight(shape, k), shape.equals("triangle") ? TURN / 4 : 0);
            }
            if (draws.chance(0.4)) {
                int from = draws.between(0, length / 2);
                int to = draws.between(from + rate / 50, length);
                for (int i = 0; i < length; i++) {
                    samples[i] = i < from || i >= to ? 0 : samples[i];
                }
            }
            return new Signal(shape, samples);
        }

        private double weight(String shape, int k) {
            return switch (shape) {
                case "square" -> k % 2 == 1 ? 1.0 / k : 0;
                case "triangle" -> k % 2 == 1 ? 1.0 / ((double) k * k) : 0;
                default -> 1.0 / k;
            };
        }
    },

    /** A tone whose strength or pitch is swung by another. */
    MODULATED {
        @Override
        Signal draw(Draws draws, int length, int rate) {
            boolean strength = draws.chance(0.5);
            double carrier = draws.logBetween(150, 3_000);
            double modulator = draws.logBetween(1, 200);
            double depth = strength ? draws.between(0.2, 1) : draws.logBetween(5, Math.min(2_000, carrier / 2));
            double[] samples = new double[length];
            double phase = 0;
            for (int i = 0; i < length; i++) {
                double swing = Math.sin(TURN * modulator * i / rate);
                samples[i] = Math.sin(phase) * (strength ? 1 + depth * swing : 1);
                phase += TURN / rate * (strength ? carrier : carrier + depth * swing);
            }
            return new Signal(strength ? "am" : "fm", samples);
        }
    },

    /** Harmonics of equal strength with their phases in step, at random, or after Schroeder (1970). */
    HARMONICS {
        @Override
        Signal draw(Draws draws, int length, int rate) {
            String shape = draws.oneOf(List.of("cosine", "random", "schroeder"));
            double hertz = draws.logBetween(50, 600);
            int count = Math.min(draws.between(4, 40), (int) (TOP * rate / hertz));
            double[] samples = new double[length];
            for (int k = 1; k <= count; k++) {
                double phase = HarmonicPhases.valueOf(shape.toUpperCase(Locale.ROOT))
                        .radians(k, count, () -> draws.between(0, TURN));
                addTone(samples, hertz * k / rate, 1, phase + TURN / 4);
            }
            return new Signal(shape, samples);
        }
    };

    private static final double TURN = 2 * Math.PI;
    /** The highest frequency used, as a share of the sample rate. */
    private static final double TOP = 0.475;

    /** A signal at no particular level. */
    static final class Signal {
        private final String shape;
        private final double[] samples;

        /** Takes over the samples, which are finite. */
        Signal(String shape, double[] samples) {
            this.shape = shape;
            this.samples = samples;
        }

        /** Which of its kind it is. */
        String shape() {
            return shape;
        }

        Audio audio(int rate) {
            float[] floats = new float[samples.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) samples[i];
            }
            return Audio.mono(floats, rate);
        }
    }

    /** Draws a signal of so many samples. */
    abstract Signal draw(Draws draws, int length, int rate);

    /** The name of its folder. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A tone that glides, evenly in hertz or in octaves. */
    static double[] glide(double from, double to, boolean linear, double startPhase, int length, int rate) {
        double[] samples = new double[length];
        double phase = startPhase;
        for (int i = 0; i < length; i++) {
            samples[i] = Math.sin(phase);
            double at = (double) i / length;
            phase += TURN / rate * (linear ? from + (to - from) * at : from * Math.pow(to / from, at));
        }
        return samples;
    }

    /** Single samples of full scale, so many samples apart. */
    static void addClicks(double[] samples, double first, double period) {
        for (double at = first; at < samples.length; at += period) {
            samples[(int) at] = 1;
        }
    }

    private static void addTone(double[] samples, double cyclesPerSample, double weight, double phase) {
        if (weight == 0) {
            return;
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] += weight * Math.sin(TURN * cyclesPerSample * i + phase);
        }
    }
}
