package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=10-, 10, 100",
        "bytes=-1, 99, 100",
        "bytes=-1000, 0, 100",
        "bytes=99-, 99, 100",
        "bytes=50-999999999999999999, 50, 100",
        "'bytes= 5-6', 5, 7",
        // What means nothing, or several ranges, may be ignored.
        "bytes=6-5, 0, 100",
        "bytes=-, 0, 100",
        "bytes=a-b, 0, 100",
        "'bytes=0-1,5-6', 0, 100",
        "lines=0-1, 0, 100",
        "bytes=99999999999999999999-, 0, 100"
    })
    void rangesAreThoseOfTheRfc(String header, int from, int to) {
        assertEquals(new ByteRange(from, to), ByteRange.of(header, 100));
    }

    @ParameterizedTest
    @CsvSource({"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
    void whatIsBeyondTheEndCannotBeSatisfied(String header) {
        assertEquals(ByteRange.UNSATISFIABLE, ByteRange.of(header, 100));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void noHeaderMeansTheWhole(int length) {
        assertEquals(new ByteRange(0, length), ByteRange.of(null, length));
    }
}
