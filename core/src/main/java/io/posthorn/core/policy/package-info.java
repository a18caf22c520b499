/** Who may do what: policy documents, and what they say about a request. */
@NullMarked
package io.posthorn.core.policy;

import org.jspecify.annotations.NullMarked;
