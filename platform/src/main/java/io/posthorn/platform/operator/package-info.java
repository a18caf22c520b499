/** What the operator keeps, between its records and the kernel's types, and every service's view of it. */
@NullMarked
package io.posthorn.platform.operator;

import org.jspecify.annotations.NullMarked;
