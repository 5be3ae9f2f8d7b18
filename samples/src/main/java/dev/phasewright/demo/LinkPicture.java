package dev.phasewright.demo;

import dev.phasewright.GeneratedSound;
import dev.phasewright.diffusion.model.SamplingStep;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import dev.phasewright.web.StepReel;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The picture that stands for the site where a link to it is shown: from left to right, a sound comes out of noise. */
final class LinkPicture {
    /** As those want it who show links. */
    private static final int WIDTH = 1200;

    private static final int HEIGHT = 630;
    /** Pictures beside each other, at most. */
    private static final int TILES = 6;

    private LinkPicture() {}

    static BufferedImage of(DemoContext context) {
        List<SamplingStep> steps = new ArrayList<>();
        int word = context.words().get(context.words().size() - 1);
        GeneratedSound end =
                context.watched(context.request(word, context.plan().seed()), steps::add);
        int count = Math.min(TILES, steps.size() + 1);
        List<LogMel> shown = new ArrayList<>(IntStream.range(0, count - 1)
                .mapToObj(i -> steps.get(i * steps.size() / (count - 1)))
                .map(step -> StepReel.clipped(step.held(), end.magnitudes()))
                .toList());
        shown.add(end.magnitudes());
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        List<BufferedImage> tiles = SpectrogramImage.bareMel(shown, WIDTH / count, HEIGHT);
        for (int i = 0; i < count; i++) {
            pen.drawImage(tiles.get(i), i * WIDTH / count, 0, null);
        }
        pen.dispose();
        return picture;
    }
}
