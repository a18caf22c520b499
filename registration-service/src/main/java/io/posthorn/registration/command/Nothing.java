package io.posthorn.registration.command;

/** What operations answer that have nothing to say. */
public record Nothing() {}
