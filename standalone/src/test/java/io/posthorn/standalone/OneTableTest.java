package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Service;
import io.posthorn.registration.Catalogue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The model says who answers an operation; that one has to be able to. */
class OneTableTest {

    @Test
    void givesTheRegistrationServiceWhatItHasARecordFor() {
        var given = ApiModel.load().operations().stream()
                .filter(operation -> Optional.ofNullable(operation.service())
                        .filter(service -> service.by() == Service.By.REGISTRATION)
                        .isPresent())
                .map(operation -> operation.name())
                .toList();

        assertThat(given)
                .containsAll(
                        Catalogue.REQUESTS.stream().map(Class::getSimpleName).toList());
    }
}
