package io.posthorn.core.routing;

import io.posthorn.core.media.MediaStore;
import io.posthorn.core.media.MediaType;
import io.posthorn.core.media.MediaUrl;
import io.posthorn.core.routing.RoutingDecision.Refused;
import io.posthorn.core.send.Speech;
import io.posthorn.core.text.MessageParts;
import io.posthorn.core.text.PartCount;
import io.posthorn.core.text.SpokenText;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a message may say, show and speak. */
final class ContentRules {
    private ContentRules() {}

    /** Only texts are cut into parts: a media message is one part, and a call is not counted in parts. */
    static @Nullable Refused canBeSent(Draft draft) {
        var order = draft.order;
        if (order.body().isBlank() && order.mediaUrls().isEmpty()) {
            return draft.refused(Refusal.MESSAGE_EMPTY, "The message has no content");
        }
        return switch (order.channel()) {
            case TEXT -> textCanBeSent(draft);
            case MEDIA -> mediaCanBeSent(draft);
            case VOICE -> speechCanBeSent(draft);
        };
    }

    /** A country that takes approved texts only gets no other, but for simulator destinations. */
    static @Nullable Refused followsTemplate(Draft draft) {
        var country = draft.countryFacts;
        if (country == null || !country.requiresTemplate() || draft.toSimulator) {
            return null;
        }
        var templates = draft.facts.templates().of(draft.order.scope().account(), country.code());
        return templates.stream().anyMatch(template -> template.matches(draft.order.body()))
                ? null
                : draft.refused(
                        Refusal.TEMPLATE_MISMATCH,
                        "The message follows no template of the account that is approved in " + draft.country);
    }

    private static @Nullable Refused textCanBeSent(Draft draft) {
        var count = MessageParts.count(draft.order.body());
        draft.encoding = count.encoding();
        return switch (count) {
            case PartCount.Fits fits -> {
                draft.parts = fits.parts();
                yield null;
            }
            case PartCount.TooLong tooLong ->
                tooLong(
                        draft,
                        tooLong.units(),
                        tooLong.encoding().messageUnits(),
                        " in " + tooLong.encoding().eventName());
        };
    }

    private static @Nullable Refused speechCanBeSent(Draft draft) {
        var speech = Objects.requireNonNullElse(draft.order.speech(), Speech.DEFAULT);
        return switch (SpokenText.measure(draft.order.body(), speech.markup())) {
            case SpokenText.Measure.Fits ignored -> null;
            case SpokenText.Measure.TooLong tooLong -> tooLong(draft, tooLong.characters(), tooLong.most(), "");
            case SpokenText.Measure.Malformed malformed -> draft.refused(Refusal.SPEECH_MALFORMED, malformed.detail());
        };
    }

    private static Refused tooLong(Draft draft, int length, int most, String in) {
        return draft.refused(
                Refusal.MESSAGE_TOO_LONG,
                "The message is " + length + " characters long" + in + ", " + most + " are allowed");
    }

    private static @Nullable Refused mediaCanBeSent(Draft draft) {
        draft.encoding = MessageParts.count(draft.order.body()).encoding();
        for (var text : draft.order.mediaUrls()) {
            var url = MediaUrl.parse(text);
            var refused = url.isEmpty() ? inaccessible(draft) : fileCanBeSent(draft, url.get());
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static @Nullable Refused fileCanBeSent(Draft draft, MediaUrl url) {
        var ending = url.ending();
        Optional<MediaType> type = ending.flatMap(MediaType::ofEnding);
        if (ending.isPresent() && type.isEmpty()) {
            return draft.refused(Refusal.MEDIA_TYPE_NOT_SUPPORTED, "The media file is of a type that is not supported");
        }
        return switch (draft.facts.media().find(url)) {
            case MediaStore.Found.File file -> sizeCanBeSent(draft, file, type);
            case MediaStore.Found.Inaccessible ignored -> inaccessible(draft);
            case MediaStore.Found.Unknown ignored -> null;
        };
    }

    /** A file whose name does not tell its type may be as large as any. */
    private static @Nullable Refused sizeCanBeSent(Draft draft, MediaStore.Found.File file, Optional<MediaType> type) {
        long most = type.map(MediaType::maxSize).orElse(MediaType.LARGEST);
        return file.size() <= most
                ? null
                : draft.refused(
                        Refusal.MEDIA_TOO_LARGE,
                        "The media file has " + file.size() + " bytes, " + most + " are allowed");
    }

    private static Refused inaccessible(Draft draft) {
        return draft.refused(Refusal.MEDIA_NOT_ACCESSIBLE, "The media file does not exist or cannot be read");
    }
}
