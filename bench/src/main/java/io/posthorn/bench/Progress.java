package io.posthorn.bench;

/** How far the messages of a measurement have come. */
interface Progress {
    /** Messages whose sender was told that they are taken. */
    long acceptedSoFar();

    /** Messages that have reached the end of what is measured. */
    long endedSoFar();

    /** Messages that left and are neither refused nor at that end. */
    long outstanding();
}
