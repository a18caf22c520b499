package io.posthorn.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.pinpointsmsvoicev2.PinpointSmsVoiceV2Client;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ConflictException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PinpointSmsVoiceV2Exception;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.ValidationException;

/** Calls of one group of operations, in an account of its own. */
@ExtendWith(RunningStandalone.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Operations {
    /** What the clients of all groups have called. */
    static final Calls CALLS = new Calls();

    RunningStandalone posthorn;
    RunningStandalone.Account account;
    PinpointSmsVoiceV2Client client;

    @BeforeAll
    void open(RunningStandalone shared) throws IOException, InterruptedException {
        posthorn = shared;
        account = shared.openAccount();
        client = Clients.of(shared.endpoint(), account.key(), CALLS);
    }

    @AfterAll
    void close() {
        client.close();
    }

    static void conflict(String reason, ThrowingCallable call) {
        assertThat(refused(ConflictException.class, call).reasonAsString()).isEqualTo(reason);
    }

    static void invalid(String reason, ThrowingCallable call) {
        assertThat(refused(ValidationException.class, call).reasonAsString()).isEqualTo(reason);
    }

    static void notFound(String resourceType, ThrowingCallable call) {
        assertThat(refused(ResourceNotFoundException.class, call).resourceTypeAsString())
                .isEqualTo(resourceType);
    }

    static <E extends PinpointSmsVoiceV2Exception> E refused(Class<E> type, ThrowingCallable call) {
        var refused = catchThrowableOfType(type, call);
        assertThat(refused).isNotNull();
        return refused;
    }
}
