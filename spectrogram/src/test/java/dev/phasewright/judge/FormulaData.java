package dev.phasewright.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Random;

/** The data of expected.py to the bit, the numbers it printed, and Gaussian data for what needs no outside numbers. */
final class FormulaData {
    private long state;

    private FormulaData(long seed) {
        state = seed;
    }

    private double uniform() {
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFFL;
        return state / 4294967296.0;
    }

    private double bell() {
        return uniform() + uniform() + uniform() + uniform() - 2;
    }

    static float[][] features(long seed, int items, int width, double shift, double spread) {
        FormulaData data = new FormulaData(seed);
        float[][] out = new float[items][width];
        for (float[] item : out) {
            double before = 0;
            for (int f = 0; f < width; f++) {
                before = 0.5 * before + spread * data.bell() + shift;
                item[f] = (float) before;
            }
        }
        return out;
    }

    static float[][] probabilities(long seed, int items, int classes) {
        FormulaData data = new FormulaData(seed);
        float[][] out = new float[items][classes];
        for (float[] item : out) {
            double[] raw = new double[classes];
            double total = 0;
            for (int c = 0; c < classes; c++) {
                double u = data.uniform();
                double squared = u * u;
                raw[c] = squared * squared;
            }
            for (double r : raw) {
                total += r;
            }
            for (int c = 0; c < classes; c++) {
                item[c] = (float) (raw[c] / total);
            }
        }
        return out;
    }

    static float[][] gaussian(long seed, int items, int width) {
        Random random = new Random(seed);
        float[][] out = new float[items][width];
        for (float[] item : out) {
            for (int f = 0; f < width; f++) {
                item[f] = (float) random.nextGaussian();
            }
        }
        return out;
    }

    /** A copy with one number added to every value. */
    static float[][] shifted(float[][] items, float by) {
        float[][] out = new float[items.length][items[0].length];
        for (int i = 0; i < items.length; i++) {
            for (int f = 0; f < items[i].length; f++) {
                out[i][f] = items[i][f] + by;
            }
        }
        return out;
    }

    /** What expected.py printed under a name. */
    static JsonNode expected(String name) {
        try (InputStream in = FormulaData.class.getResourceAsStream("expected.json")) {
            return new ObjectMapper().readTree(in).required(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
