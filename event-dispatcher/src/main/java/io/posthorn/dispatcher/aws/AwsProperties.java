package io.posthorn.dispatcher.aws;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How AWS is called.
 *
 * @param logsEndpoint in place of the one of CloudWatch Logs in the region of the ARN, like the next two
 * @param roles whose credentials are used; who is not among them cannot write to AWS
 * @param callTimeout how long one call may take
 */
public record AwsProperties(
        @Nullable URI logsEndpoint,
        @Nullable URI firehoseEndpoint,
        @Nullable URI snsEndpoint,
        @DefaultValue List<@Valid Role> roles,

        @DefaultValue("20s") @DurationMin(millis = 10) @DurationMax(seconds = 50)
        Duration callTimeout) {

    public AwsProperties {
        roles = List.copyOf(roles);
    }

    /**
     * The credentials that stand for a role.
     *
     * @param account whose event destinations may use it
     * @param arn as event destinations name it; left out, it is for topics, which have no role
     */
    public record Role(
            @Pattern(regexp = "[0-9]{12}") String account,
            @Nullable String arn,
            @NotEmpty String accessKeyId,
            @NotEmpty String secretAccessKey) {

        /** The secret does not belong into logs. */
        @Override
        public String toString() {
            return "Role[account=" + account + ", arn=" + arn + ", accessKeyId=" + accessKeyId + "]";
        }
    }

    /** The credentials for a role of an account; empty where none are configured. */
    Optional<Role> role(String account, @Nullable String arn) {
        return roles.stream()
                .filter(role -> role.account().equals(account) && Objects.equals(role.arn(), arn))
                .findFirst();
    }
}
