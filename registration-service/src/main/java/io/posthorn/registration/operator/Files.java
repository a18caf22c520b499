package io.posthorn.registration.operator;

import io.posthorn.core.operator.LoadedFile;
import io.posthorn.core.operator.OperatorResources;
import java.util.Map;

/** Which files of operator data have been taken in. */
final class Files {
    private Files() {}

    record NoteFile(String name, String digest) implements OperatorRequest {
        @Override
        public OperatorDecision decide(OperatorResources state, Context context) {
            return OperatorDecision.put(new LoadedFile(name, digest, context.now()), Map.of());
        }
    }
}
