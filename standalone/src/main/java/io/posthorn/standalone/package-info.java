/** The whole system in one JVM: composes the services around an embedded broker, and has no logic of its own. */
@NullMarked
package io.posthorn.standalone;

import org.jspecify.annotations.NullMarked;
