/**
 * The wire API as data: its operations and shapes, the check of a request against them, and the form of every error.
 */
@NullMarked
package io.posthorn.core.api;

import org.jspecify.annotations.NullMarked;
