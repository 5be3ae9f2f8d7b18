package dev.phasewright.evaluation.sound;

import dev.phasewright.judge.Interval;
import java.util.Map;

/**
 * One set of sounds held against another.
 *
 * @param clips the set
 * @param against the other
 * @param kernel kernel distances by space; of a space for which there were too few clips there is none
 * @param frechet Fréchet distances of infinitely many clips, likewise
 * @param toldApart how often classifiers tell the sets apart, by the classifier's name, from 0 to 1
 */
public record Comparison(
        String clips,
        String against,
        Map<String, Interval> kernel,
        Map<String, Interval> frechet,
        Map<String, Interval> toldApart) {}
