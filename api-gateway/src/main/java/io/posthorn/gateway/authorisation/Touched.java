package io.posthorn.gateway.authorisation;

import io.posthorn.core.resource.Tag;
import java.util.List;

/**
 * A resource that a request is about.
 *
 * @param arn ends with an asterisk where no one resource is meant
 * @param tags none where it is not there
 */
record Touched(String arn, List<Tag> tags) {
    Touched {
        tags = List.copyOf(tags);
    }
}
