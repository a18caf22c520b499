/** Files of lines that are written once each, whatever fails. */
@NullMarked
package io.posthorn.dispatcher.file;

import org.jspecify.annotations.NullMarked;
