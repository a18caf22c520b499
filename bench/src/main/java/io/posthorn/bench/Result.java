package io.posthorn.bench;

import org.HdrHistogram.Histogram;

/**
 * What a measurement gave.
 *
 * @param measured of final events
 */
record Result(
        Phase phase,
        Seconds.Measured measured,
        Histogram starts,
        Histogram answers,
        Histogram submissions,
        Histogram ends,
        Flights.Counts counts) {}
