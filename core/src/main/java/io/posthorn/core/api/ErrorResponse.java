package io.posthorn.core.api;

/**
 * An error as HTTP sees it.
 *
 * @param httpStatus 400 to 500
 * @param type the error's name without its namespace; a small closed set, so that it can tag a metric
 * @param body the JSON object to answer with
 */
public record ErrorResponse(int httpStatus, String type, String body) {}
