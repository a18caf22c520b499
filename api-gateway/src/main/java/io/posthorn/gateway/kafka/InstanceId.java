package io.posthorn.gateway.kafka;

import java.nio.charset.StandardCharsets;

/**
 * Names this process among all gateways, so that replies find it. Made anew at each start: what an earlier process was
 * waiting for nobody waits for any more.
 */
public record InstanceId(String value) {
    byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
