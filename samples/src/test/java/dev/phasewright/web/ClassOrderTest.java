package dev.phasewright.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassOrderTest {
    @Test
    void digitsAreCounted() {
        List<String> model = List.of("eight", "five", "four", "nine", "one", "seven", "six", "three", "two", "zero");
        assertEquals(
                List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
                ClassOrder.names(model));
        assertEquals(List.of(9, 4, 8, 7, 2, 1, 6, 5, 0, 3), ClassOrder.of(model));
        assertEquals(List.of("one", "nine"), ClassOrder.names(List.of("nine", "one")));
    }

    @Test
    void instrumentsStandByTheirFamilies() {
        assertEquals(
                List.of("piano", "harpsichord", "accordion", "cello", "flute"),
                ClassOrder.names(List.of("accordion", "cello", "flute", "harpsichord", "piano")));
    }

    @Test
    void othersStayAsTheyAre() {
        assertEquals(List.of("flute", "cello", "one"), ClassOrder.names(List.of("flute", "cello", "one")));
        assertEquals(List.of(), ClassOrder.names(List.of()));
    }
}
