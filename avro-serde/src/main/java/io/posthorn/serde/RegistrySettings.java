package io.posthorn.serde;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Where the registry is. Exactly one of the two: base addresses, or the scope of an in-memory registry. */
record RegistrySettings(List<Address> addresses, Optional<String> mockScope) {
    private static final String MOCK = "mock://";

    /**
     * @param base without credentials and without a slash at its end, fit for messages
     * @param authorization the header to send; never printed
     */
    record Address(String base, Optional<String> authorization) {
        @Override
        public String toString() {
            return base;
        }
    }

    static RegistrySettings of(Map<String, ?> configuration) {
        var urls = urls(configuration.get(SchemaRegistryClient.URL));
        var userInfo = userInfo(configuration);
        if (urls.stream().anyMatch(url -> url.startsWith(MOCK))) {
            if (urls.size() > 1) {
                throw new ConfigException(SchemaRegistryClient.URL + " must name no other address beside " + MOCK);
            }
            return new RegistrySettings(List.of(), Optional.of(urls.getFirst().substring(MOCK.length())));
        }
        return new RegistrySettings(
                urls.stream().map(url -> address(url, userInfo)).toList(), Optional.empty());
    }

    private static List<String> urls(@Nullable Object value) {
        var joined = value instanceof Collection<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining(","))
                : value == null ? "" : value.toString();
        var urls = Arrays.stream(joined.split(",", -1))
                .map(String::trim)
                .filter(url -> !url.isEmpty())
                .toList();
        if (urls.isEmpty()) {
            throw new ConfigException(SchemaRegistryClient.URL + " must be set");
        }
        return urls;
    }

    private static Optional<String> userInfo(Map<String, ?> configuration) {
        var source = configuration.get(SchemaRegistryClient.CREDENTIALS_SOURCE);
        return switch (source == null ? "URL" : source.toString().trim()) {
            case "URL" -> Optional.empty();
            case "USER_INFO" -> {
                var userInfo = configuration.get(SchemaRegistryClient.USER_INFO);
                if (userInfo == null || !userInfo.toString().contains(":")) {
                    throw new ConfigException(SchemaRegistryClient.USER_INFO + " must be user:password");
                }
                yield Optional.of(userInfo.toString());
            }
            default ->
                throw new ConfigException(SchemaRegistryClient.CREDENTIALS_SOURCE, source, "must be URL or USER_INFO");
        };
    }

    private static Address address(String url, Optional<String> userInfo) {
        try {
            var uri = new URI(url);
            var isHttp = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!isHttp || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
                throw malformed();
            }
            var base = new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null)
                    .toString()
                    .replaceFirst("/+$", "");
            return new Address(
                    base,
                    userInfo.or(() -> Optional.ofNullable(uri.getUserInfo())).map(RegistrySettings::basic));
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    /** Names no value: an address may hold a password. */
    private static ConfigException malformed() {
        return new ConfigException(
                SchemaRegistryClient.URL + " must hold http or https addresses, separated by commas");
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }
}
