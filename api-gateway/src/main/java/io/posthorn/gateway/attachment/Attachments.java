package io.posthorn.gateway.attachment;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ValidationReason;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.Scope;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import io.posthorn.gateway.operation.OperationHandler;
import io.posthorn.platform.attachment.AttachmentKeys;
import io.posthorn.platform.attachment.AttachmentPieces;
import io.posthorn.schemas.AttachmentPiece;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes files in. Their content would not fit into a command, so it is stored in pieces first, and the command names
 * it. Retries with the same token store the same content under the same name, so that they are the same command.
 */
public final class Attachments {
    private static final String BODY = "AttachmentBody";
    private static final String URL = "AttachmentUrl";
    private static final String TOKEN = "ClientToken";

    private final PieceStore store;
    private final Buckets buckets;

    public Attachments(PieceStore store, Buckets buckets) {
        this.store = store;
        this.buckets = buckets;
    }

    /** Where pieces are stored. */
    @FunctionalInterface
    public interface PieceStore {
        /** Returns once the piece is kept, or cannot be. */
        WriteResult write(Scope scope, String key, AttachmentPiece piece);
    }

    /** What came of the content of a request; bytes are backed by an array of their own. */
    private sealed interface Content {
        record Given(ByteBuffer bytes) implements Content {}

        record Refused(ApiError error) implements Content {}
    }

    /**
     * Stores the content of a request and hands the request on with its name instead.
     *
     * @param command carries the operation out
     */
    public Answer create(Call call, OperationHandler command) {
        return switch (content(call.input())) {
            case Content.Refused refused -> new Answer.Refused(refused.error());
            case Content.Given given -> create(call, given.bytes().array(), command);
        };
    }

    private Answer create(Call call, byte[] bytes, OperationHandler command) {
        var input = call.input();
        var caller = call.caller();
        var type = MediaType.of(bytes);
        if (type.isEmpty()) {
            return new Answer.Refused(new ApiError.Validation(
                    ValidationReason.ATTACHMENT_TYPE_NOT_SUPPORTED, "the file is no PNG, JPEG, GIF, PDF or MP4"));
        }
        var token = input.path(TOKEN).asString("");
        var content = new StoredContent(name(token, bytes), type.get(), bytes.length);
        var pieces = AttachmentPieces.of(bytes);
        for (int piece = 0; piece < pieces.size(); piece++) {
            var result = store.write(caller, AttachmentKeys.of(caller, content.id(), piece), pieces.get(piece));
            if (result != WriteResult.KEPT) {
                return new Answer.Refused(
                        result == WriteResult.BUSY
                                ? new ApiError.Throttling("Too many changes at a time")
                                : new ApiError.InternalServer());
            }
        }
        input.remove(BODY);
        input.put(URL, content.toUrl());
        return command.answer(call);
    }

    private Content content(ObjectNode input) {
        var body = input.path(BODY);
        var url = input.path(URL).asString("");
        if (body.isString() && !url.isEmpty()) {
            return new Content.Refused(new ApiError.Validation(
                    ValidationReason.PARAMETERS_CANNOT_BE_USED_TOGETHER,
                    List.of(
                            new ApiError.Field(BODY, "cannot be used together with " + URL),
                            new ApiError.Field(URL, "cannot be used together with " + BODY)),
                    ""));
        }
        if (body.isString()) {
            return new Content.Given(ByteBuffer.wrap(Base64.getDecoder().decode(body.stringValue())));
        }
        return url.isEmpty()
                ? refused(ValidationReason.MISSING_PARAMETER, BODY, "or " + URL + " is required")
                : switch (buckets.read(url)) {
                    case Buckets.Outcome.Found found -> new Content.Given(found.content());
                    case Buckets.Outcome.NoObject ignored ->
                        refused(ValidationReason.INVALID_PARAMETER, URL, "must be of the form s3://bucket/key");
                    case Buckets.Outcome.NotThere ignored ->
                        refused(ValidationReason.RESOURCE_NOT_ACCESSIBLE, URL, "leads to nothing that can be read");
                    case Buckets.Outcome.TooLarge(int limit) ->
                        refused(
                                ValidationReason.MAXIMUM_SIZE_EXCEEDED,
                                URL,
                                "leads to a file of more than " + limit + " bytes");
                };
    }

    private static Content refused(ValidationReason reason, String member, String message) {
        return new Content.Refused(new ApiError.Validation(reason, List.of(new ApiError.Field(member, message)), ""));
    }

    /** Another request gets another name even with the same content, so that each can be deleted by itself. */
    private static String name(String token, byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((token.isEmpty() ? UUID.randomUUID().toString() : token).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
