package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;

/**
 * Complex numbers in the engine, their parts in arrays of one shape. Results live with the first operand's manager.
 *
 * @param re real parts
 * @param im imaginary parts
 */
record ComplexArray(NDArray re, NDArray im) {
    ComplexArray plus(ComplexArray other) {
        return new ComplexArray(re.add(other.re), im.add(other.im));
    }

    ComplexArray times(ComplexArray other) {
        return new ComplexArray(
                re.mul(other.re).sub(im.mul(other.im)), re.mul(other.im).add(im.mul(other.re)));
    }

    /** {@code conj(this)·other}. */
    ComplexArray conjugateTimes(ComplexArray other) {
        return new ComplexArray(
                re.mul(other.re).add(im.mul(other.im)), re.mul(other.im).sub(im.mul(other.re)));
    }

    /** Every number by a real one. */
    ComplexArray times(NDArray real) {
        return new ComplexArray(re.mul(real), im.mul(real));
    }

    /** Every number by the inverse of a real one. */
    ComplexArray over(NDArray real) {
        return new ComplexArray(re.div(real), im.div(real));
    }

    /** {@code |z|²}. */
    NDArray squared() {
        return re.square().add(im.square());
    }
}
