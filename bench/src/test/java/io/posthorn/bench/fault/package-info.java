@NullMarked
package io.posthorn.bench.fault;

import org.jspecify.annotations.NullMarked;
