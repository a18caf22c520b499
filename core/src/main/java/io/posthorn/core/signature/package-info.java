/** AWS Signature Version 4: who signed a request, and whether it arrived as it was signed. */
@NullMarked
package io.posthorn.core.signature;

import org.jspecify.annotations.NullMarked;
