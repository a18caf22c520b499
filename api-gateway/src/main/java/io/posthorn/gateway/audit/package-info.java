/** The audit log: who called which operation, from where, and what became of it. */
@NullMarked
package io.posthorn.gateway.audit;

import org.jspecify.annotations.NullMarked;
