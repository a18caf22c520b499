package io.posthorn.registration.command;

import io.posthorn.core.resource.Quotas;
import java.time.Instant;

/**
 * What a decision may use besides the request and the account.
 *
 * @param now when the command is decided
 */
public record DecisionContext(Instant now, IdSource ids, Quotas quotas) {}
