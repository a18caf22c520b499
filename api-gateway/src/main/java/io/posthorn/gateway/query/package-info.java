/** The query protocol of AWS: requests as forms, answers in XML. Topics are managed with it. */
@NullMarked
package io.posthorn.gateway.query;

import org.jspecify.annotations.NullMarked;
