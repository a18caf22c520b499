package io.posthorn.standalone;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.pinpointsmsvoicev2.model.PinpointSmsVoiceV2Exception;

/** Remembers which operations a client has called, and how that ended. */
final class Calls implements ExecutionInterceptor {
    private final Set<String> answered = new ConcurrentSkipListSet<>();
    private final Set<String> refused = new ConcurrentSkipListSet<>();

    /** Operations that have succeeded. */
    Set<String> answered() {
        return answered;
    }

    /** Operations that have failed with one of the API's own errors. */
    Set<String> refused() {
        return refused;
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        answered.add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        // An error the client has no type for is not one of the API's own.
        if (context.exception() instanceof PinpointSmsVoiceV2Exception error
                && error.getClass() != PinpointSmsVoiceV2Exception.class) {
            refused.add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        }
    }
}
