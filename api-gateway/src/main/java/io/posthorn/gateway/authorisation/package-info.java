/** Whether callers may do what they ask for: which resources a request touches, and what policies say about it. */
@NullMarked
package io.posthorn.gateway.authorisation;

import org.jspecify.annotations.NullMarked;
