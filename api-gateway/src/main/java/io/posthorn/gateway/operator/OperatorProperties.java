package io.posthorn.gateway.operator;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.server.Ssl;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The operator's API. It is there when a token is set.
 *
 * @param token what the operator's requests carry as bearer token
 * @param tokenFile holds the token; made with a random one where it does not exist
 * @param address to listen on; loopback unless told otherwise
 * @param port to listen on; 0 takes a free one
 * @param sslBundle name of a Spring Boot SSL bundle ({@code spring.ssl.bundle.*}) to encrypt with; left out, nothing is
 *     encrypted
 * @param clientAuth whether callers have to have a certificate that the bundle trusts
 * @param sealingKey 32 bytes in base64 with which secrets of access keys are sealed; the same for every gateway. Left
 *     out, they are kept as they are
 * @param files CSV files taken in at start, or directories with such
 * @param maxImportSize longest CSV file
 */
@Validated
@ConfigurationProperties(prefix = "posthorn.operator", ignoreUnknownFields = false)
public record OperatorProperties(
        @Nullable @Size(min = 16) String token,
        @Nullable Path tokenFile,
        @DefaultValue("127.0.0.1") @NotNull InetAddress address,
        @DefaultValue("8082") @Min(0) @Max(65_535) int port,
        @Nullable String sslBundle,
        @DefaultValue("NONE") Ssl.ClientAuth clientAuth,
        @Nullable String sealingKey,
        @DefaultValue List<Path> files,
        @DefaultValue("16MB") DataSize maxImportSize) {

    public OperatorProperties {
        files = List.copyOf(files);
        if (token != null && tokenFile != null) {
            throw new IllegalArgumentException(
                    "only one of posthorn.operator.token and posthorn.operator.token-file can be set");
        }
    }

    /** Whether there is somebody who could call. */
    public boolean isOffered() {
        return token != null || tokenFile != null;
    }

    @Override
    public String toString() {
        return "OperatorProperties[address=" + address + ", port=" + port + "]";
    }
}
