package dev.phasewright.nn;

/**
 * How large a network is, found from its {@link Declaration} without making any of it. Both figures are sums of
 * doubles, which do not overflow however absurd a damaged description may be.
 *
 * @param parameters values to learn
 * @param operations floating-point operations of the products of one item's forward pass, a multiplication and an addition
 *     counted apart; a training step costs three times as many
 */
public record NetworkSize(double parameters, double operations) {}
