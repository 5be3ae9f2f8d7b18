package dev.phasewright.cli;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.judge.Judge;
import dev.phasewright.spectrogram.judge.Verdicts;
import dev.phasewright.spectrogram.learn.LogMelDataset;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;

/** Recordings of a data set as clips of one length, made when they are looked at. */
final class Clips extends AbstractList<LogMel> {
    private final LogMelDataset data;
    private final int[] chosen;
    private final int frames;

    private Clips(LogMelDataset data, int[] chosen, int frames) {
        this.data = data;
        this.chosen = chosen;
        this.frames = frames;
    }

    /** The chosen recordings, each cut or padded with silence. */
    static List<LogMel> of(LogMelDataset data, int[] chosen, int frames) {
        return new Clips(data, chosen, frames);
    }

    /** All of a data set's indices. */
    static int[] all(LogMelDataset data) {
        return IntStream.range(0, data.size()).toArray();
    }

    /** What a judge says of the chosen recordings. */
    static Verdicts judge(Judge judge, LogMelDataset data, int[] chosen) {
        return judge.verdicts(of(data, chosen, judge.spec().frames()));
    }

    @Override
    public LogMel get(int index) {
        float[] values = new float[frames * data.spec().bands()];
        data.copy(chosen[index], 0, frames, values, 0);
        return new LogMel(data.spec(), values);
    }

    @Override
    public int size() {
        return chosen.length;
    }
}
