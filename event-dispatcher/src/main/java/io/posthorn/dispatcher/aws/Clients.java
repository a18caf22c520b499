package io.posthorn.dispatcher.aws;

import io.posthorn.dispatcher.sink.Place;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The clients of one service, one for each role and region. They share their connections, so that one that is forgotten
 * leaves nothing behind.
 */
final class Clients<C> {
    private static final int MOST = 100;
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z0-9]{1,12}){1,4}");

    private final AwsProperties properties;
    private final BiFunction<AwsProperties.Role, Region, C> make;
    private final Map<Key, C> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, C> eldest) {
            return size() > MOST;
        }
    };

    private record Key(AwsProperties.Role role, Region region) {}

    private Clients(AwsProperties properties, BiFunction<AwsProperties.Role, Region, C> make) {
        this.properties = properties;
        this.make = make;
    }

    /**
     * The clients of a service. They try nothing again: that is not theirs.
     *
     * @param endpoint of the service; left out, that of the region
     * @param http for all of them
     */
    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> Clients<C> of(
            Supplier<B> builder, AwsProperties properties, @Nullable URI endpoint, SdkHttpClient http) {
        return new Clients<>(properties, (role, region) -> {
            var client = builder.get()
                    .httpClient(http)
                    .region(region)
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(role.accessKeyId(), role.secretAccessKey())))
                    .overrideConfiguration(configuration -> configuration
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallTimeout(properties.callTimeout()));
            return (endpoint == null ? client : client.endpointOverride(endpoint)).build();
        });
    }

    /** The client to write to a place with; empty where there are no credentials for it. */
    synchronized Optional<C> of(Place place) {
        var region = place.target().region();
        return REGION.matcher(region).matches()
                ? properties
                        .role(place.account().value(), place.iamRoleArn())
                        .map(role -> known.computeIfAbsent(
                                new Key(role, Region.of(region)), key -> make.apply(key.role(), key.region())))
                : Optional.empty();
    }
}
