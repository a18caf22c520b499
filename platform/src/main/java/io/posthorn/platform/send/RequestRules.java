package io.posthorn.platform.send;

import io.posthorn.core.api.ApiModel;
import io.posthorn.core.api.Operation;
import io.posthorn.core.api.RequestValidator;
import io.posthorn.core.api.Shape;
import io.posthorn.core.send.Channel;
import io.posthorn.schemas.SendRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API's rules for the input of one send operation, for requests that come as records. */
final class RequestRules {
    private static final Map<Channel, RequestRules> OF_CHANNEL = load();

    private final String channel;
    private final Map<String, Shape.Member> members;
    private final Field origination;
    private final Field body;
    private final Field keyword;
    private final Field configurationSet;
    private final Field maxPrice;
    private final Field protectConfiguration;
    private final Field voice;
    private final Field bodyType;

    /** A rule that a request breaks. */
    record Broken(String field, String rule) {}

    /**
     * A text of the record and the member of the operation's input it stands for.
     *
     * @param name in the record
     * @param shape null where the operation has no such member
     */
    private record Field(String name, Shape.@Nullable Text shape, boolean required) {}

    private RequestRules(Channel channel, Operation operation) {
        this.channel = channel.name().toLowerCase(Locale.ROOT);
        members =
                operation.input().members().stream().collect(Collectors.toMap(Shape.Member::name, Function.identity()));
        origination = field("originationIdentity", "OriginationIdentity");
        body = field("messageBody", "MessageBody");
        keyword = field("keyword", "Keyword");
        configurationSet = field("configurationSetName", "ConfigurationSetName");
        maxPrice = field("maxPrice", channel == Channel.VOICE ? "MaxPricePerMinute" : "MaxPrice");
        protectConfiguration = field("protectConfigurationId", "ProtectConfigurationId");
        voice = field("voiceId", "VoiceId");
        bodyType = field("messageBodyTextType", "MessageBodyTextType");
    }

    static RequestRules of(Channel channel) {
        var rules = OF_CHANNEL.get(channel);
        if (rules == null) {
            throw new IllegalStateException("no send operation for " + channel);
        }
        return rules;
    }

    /** The first rule the request breaks, but for those about account and destination. */
    Optional<Broken> firstBroken(SendRequest request) {
        return check(origination, request.getOriginationIdentity())
                .or(() -> check(body, request.getMessageBody()))
                .or(() -> check(keyword, request.getKeyword()))
                .or(() -> check(configurationSet, request.getConfigurationSetName()))
                .or(() -> check(maxPrice, request.getMaxPrice()))
                .or(() -> checkTimeToLive(request.getTimeToLiveSeconds()))
                .or(() -> check("context", "Context", request.getContext()))
                .or(() -> check(
                        "destinationCountryParameters",
                        "DestinationCountryParameters",
                        request.getDestinationCountryParameters()))
                .or(() -> check(protectConfiguration, request.getProtectConfigurationId()))
                .or(() -> check("mediaUrls", "MediaUrls", request.getMediaUrls()))
                .or(() -> check(voice, request.getVoiceId()))
                .or(() -> check(bodyType, request.getMessageBodyTextType()));
    }

    /** The configuration set of the request, if it names one in the right form. */
    @Nullable
    String configurationSetOf(SendRequest request) {
        var named = request.getConfigurationSetName();
        return check(configurationSet, named).isPresent() ? null : named;
    }

    private Optional<Broken> check(Field field, @Nullable String value) {
        if (value == null) {
            return field.required() ? Optional.of(new Broken(field.name(), "is required")) : Optional.empty();
        }
        return field.shape() == null ? Optional.of(notFor(field.name())) : check(field.shape(), field.name(), value);
    }

    private static Optional<Broken> check(Shape.Text shape, String name, String value) {
        return RequestValidator.violation(shape, name, value)
                .map(violation -> new Broken(violation.path(), violation.message()));
    }

    private Optional<Broken> checkTimeToLive(@Nullable Integer seconds) {
        return seconds == null
                        || !(shapeOf("TimeToLive") instanceof Shape.Whole whole)
                        || whole.range().contains(seconds)
                ? Optional.empty()
                : Optional.of(new Broken("timeToLiveSeconds", "must be " + whole.range()));
    }

    private Optional<Broken> check(String name, String member, Map<String, String> map) {
        if (map.isEmpty()) {
            return Optional.empty();
        }
        if (!(shapeOf(member) instanceof Shape.MapOf shape && shape.value() instanceof Shape.Text valueShape)) {
            return Optional.of(notFor(name));
        }
        if (!shape.size().contains(map.size())) {
            return Optional.of(new Broken(name, "must have " + shape.size() + " entries"));
        }
        for (var entry : map.entrySet()) {
            var broken = check(shape.key(), name, entry.getKey())
                    .map(each -> new Broken(name, "has a key that " + each.rule()))
                    .or(() -> check(valueShape, name, entry.getValue())
                            .map(each -> new Broken(name, "has a value that " + each.rule())));
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private Optional<Broken> check(String name, String member, List<String> list) {
        if (list.isEmpty()) {
            return Optional.empty();
        }
        if (!(shapeOf(member) instanceof Shape.ListOf shape && shape.element() instanceof Shape.Text element)) {
            return Optional.of(notFor(name));
        }
        if (!shape.size().contains(list.size())) {
            return Optional.of(new Broken(name, "must have " + shape.size() + " entries"));
        }
        return list.stream()
                .flatMap(each -> check(element, name, each).stream())
                .findFirst();
    }

    private Broken notFor(String field) {
        return new Broken(field, "is not for " + channel + " messages");
    }

    private Field field(String name, String member) {
        var found = members.get(member);
        return found != null && found.shape() instanceof Shape.Text text
                ? new Field(name, text, found.required())
                : new Field(name, null, false);
    }

    private @Nullable Shape shapeOf(String member) {
        var found = members.get(member);
        return found == null ? null : found.shape();
    }

    private static Map<Channel, RequestRules> load() {
        var model = ApiModel.load();
        var rules = new EnumMap<Channel, RequestRules>(Channel.class);
        for (var channel : Channel.values()) {
            var operation =
                    switch (channel) {
                        case TEXT -> "SendTextMessage";
                        case MEDIA -> "SendMediaMessage";
                        case VOICE -> "SendVoiceMessage";
                    };
            rules.put(
                    channel,
                    new RequestRules(
                            channel,
                            model.operation(operation)
                                    .orElseThrow(() -> new IllegalStateException("the API has no " + operation))));
        }
        return rules;
    }
}
