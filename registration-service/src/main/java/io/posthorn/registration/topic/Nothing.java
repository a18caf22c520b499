package io.posthorn.registration.topic;

/** What operations answer that have nothing to say. */
record Nothing() {}
