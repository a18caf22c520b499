/**
 * A REST interface to the operations of an API: which path is which operation, and how requests and answers look there.
 */
@NullMarked
package io.posthorn.gateway.rest;

import org.jspecify.annotations.NullMarked;
