package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileScaleTest {
    private static final PercentileScale SQUARES = PercentileScale.of(
            IntStream.rangeClosed(0, 200).mapToDouble(i -> i * i / 4.0).toArray());

    @Test
    void figuresHaveTheirPlaceAndPlacesTheirFigures() {
        assertEquals(0, SQUARES.figure(0));
        assertEquals(2500, SQUARES.figure(50));
        assertEquals(10_000, SQUARES.figure(100));
        for (double percent = 0; percent <= 100; percent += 2.5) {
            assertEquals(percent, SQUARES.percentile(SQUARES.figure(percent)), 1e-9);
        }
    }

    @Test
    void whatIsBeyondAllIsAtTheEnds() {
        assertEquals(0, SQUARES.percentile(-1));
        assertEquals(100, SQUARES.percentile(1e9));
        assertTrue(Double.isNaN(SQUARES.percentile(Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> SQUARES.figure(101));
        assertThrows(IllegalArgumentException.class, () -> SQUARES.figure(Double.NaN));
    }

    @Test
    void whereManyAreTheSameTheirMiddleIsMeant() {
        assertEquals(50, PercentileScale.of(7).percentile(7));
        PercentileScale half = PercentileScale.of(0, 0, 0, 0, 0, 1, 2, 3, 4, Double.NaN);
        assertEquals(25, half.percentile(0));
        assertEquals(100, half.percentile(4));
        assertThrows(IllegalArgumentException.class, () -> PercentileScale.of(Double.NaN));
    }

    @Test
    void jsonKeepsIt() throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertEquals(SQUARES, json.readValue(json.writeValueAsString(SQUARES), PercentileScale.class));
        assertThrows(ValueInstantiationException.class, () -> json.readValue("[1, 2]", PercentileScale.class));
    }
}
