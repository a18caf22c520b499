package io.posthorn.core.operator;

import io.posthorn.core.resource.Scope;
import java.time.Instant;

/**
 * Who has a number of the inventory.
 *
 * @param id the command that leased it
 */
public record NumberLease(Scope scope, String id, Instant since) {}
