package dev.phasewright.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PictureScaleTest {
    @Test
    void ticksAreLinearAndRead() {
        PictureScale scale = new PictureScale(8000, 2.4, -5);
        assertEquals(List.of("8 kHz", "6", "4", "2", "0"), scale.kilohertz());
        assertEquals(List.of("0", "0.6", "1.2", "1.8", "2.4 s"), scale.times());
        assertEquals("−85", scale.quietest());
        assertEquals("−5 dB re full scale", scale.loudest());
        assertEquals("22.1 kHz", new PictureScale(22_050, 1.016, 0).kilohertz().get(0));
    }
}
