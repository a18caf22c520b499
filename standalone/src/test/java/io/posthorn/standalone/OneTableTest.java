package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.Service;
import io.posthorn.registration.Catalogue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The model says who answers an operation; that one has to be able to, and no other has to. */
class OneTableTest {
    /** The gateway stores the file first, and then hands the operation on. */
    private static final String WITH_A_FILE = "CreateRegistrationAttachment";

    private static Set<String> names(ApiModel model) {
        return model.operations().stream().map(Operation::name).collect(Collectors.toSet());
    }

    @Test
    void givesTheRegistrationServiceWhatItHasRecordsForAndNothingElse() {
        var expected = new TreeSet<>(names(ApiModel.load("internal.json")));
        expected.add(WITH_A_FILE);
        for (var operation : Stream.of("model.json", "topics.json", "identities.json")
                .flatMap(name -> ApiModel.load(name).operations().stream())
                .toList()) {
            var service = operation.service();
            if (service != null && service.by() == Service.By.REGISTRATION) {
                expected.add(operation.name());
            }
        }

        assertThat(Catalogue.REQUESTS.stream().map(Class::getSimpleName)).containsExactlyInAnyOrderElementsOf(expected);
    }
}
