package io.posthorn.bench;

import org.HdrHistogram.Histogram;

/**
 * What a measurement gave.
 *
 * @param rate final events per second over the measured time
 * @param slowest final events in its slowest whole second
 * @param residentBytes memory of the system under test at the end of the measured time
 */
record Result(
        Phase phase,
        double rate,
        double slowest,
        Histogram starts,
        Histogram answers,
        Histogram submissions,
        Histogram ends,
        ProcessorTime.Cores cores,
        long residentBytes,
        Flights.Counts counts) {}
