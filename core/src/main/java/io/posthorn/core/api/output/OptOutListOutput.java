package io.posthorn.core.api.output;

import io.posthorn.core.resource.OptOutList;
import io.posthorn.core.resource.Scope;
import java.time.Instant;
import java.util.List;

/** An opt-out list with every member that some answer shows. */
public record OptOutListOutput(
        String optOutListArn, String optOutListName, List<TagOutput> tags, Instant createdTimestamp) {

    public static OptOutListOutput of(Scope scope, OptOutList list) {
        return new OptOutListOutput(list.in(scope).arn(), list.name(), TagOutput.of(list.tags()), list.createdAt());
    }
}
