package io.posthorn.gateway.attachment;

import static io.posthorn.gateway.TestAccount.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.core.api.ApiError;
import io.posthorn.core.api.ApiModel;
import io.posthorn.core.resource.MediaType;
import io.posthorn.core.resource.StoredContent;
import io.posthorn.gateway.kafka.WriteResult;
import io.posthorn.gateway.operation.Answer;
import io.posthorn.gateway.operation.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AttachmentsTest {
    private static final ApiModel MODEL = ApiModel.load();
    private static final int LIMIT = 2 * 1024 * 1024;

    @TempDir
    private Path directory;

    private final Map<String, Integer> stored = new LinkedHashMap<>();
    private final List<ObjectNode> commands = new ArrayList<>();
    private WriteResult result = WriteResult.KEPT;
    private Attachments attachments;

    @BeforeEach
    void takeIn() {
        attachments = new Attachments(
                (scope, key, piece) -> {
                    stored.put(key, piece.getBytes().remaining());
                    return result;
                },
                new Buckets(Map.of("files", directory), LIMIT));
    }

    private static byte[] png(int size) {
        var content = new byte[size];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, 0, content, 0, 8);
        return content;
    }

    private static String body(byte[] content) {
        return "'AttachmentBody':'" + Base64.getEncoder().encodeToString(content) + "'";
    }

    private Answer create(String members) {
        var input = (ObjectNode) JsonMapper.shared().readTree(("{" + members + "}").replace('\'', '"'));
        var operation = MODEL.operation("CreateRegistrationAttachment").orElseThrow();
        return attachments.create(new Call(operation, SCOPE, input, null), call -> {
            commands.add(call.input());
            return new Answer.Done("{}");
        });
    }

    private String reason(String members) {
        var answer = create(members);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(commands).isEmpty();
        return ((Answer.Refused) answer).error() instanceof ApiError.Validation error
                ? error.reason().name()
                : ((Answer.Refused) answer).error().getClass().getSimpleName();
    }

    private StoredContent content(int command) {
        return StoredContent.parse(commands.get(command).path("AttachmentUrl").asString())
                .orElseThrow();
    }

    @Test
    void storesContentInPiecesBeforeTheCommandThatNamesIt() {
        create(body(png(StoredContent.PIECE + 1)));

        assertThat(commands)
                .singleElement()
                .satisfies(input -> assertThat(input.has("AttachmentBody")).isFalse());
        var content = content(0);
        assertThat(content.type()).isEqualTo(MediaType.PNG);
        assertThat(content.size()).isEqualTo(StoredContent.PIECE + 1);
        assertThat(stored)
                .containsExactly(
                        Map.entry(SCOPE + "/" + content.id() + "/0", StoredContent.PIECE),
                        Map.entry(SCOPE + "/" + content.id() + "/1", 1));
    }

    @Test
    void isTheSameCommandWhenItIsRepeated() {
        create(body(png(10)) + ",'ClientToken':'t'");
        create(body(png(10)) + ",'ClientToken':'t'");
        create(body(png(10)) + ",'ClientToken':'u'");
        create(body(png(11)) + ",'ClientToken':'t'");
        create(body(png(10)));

        assertThat(commands.get(1)).isEqualTo(commands.get(0));
        assertThat(List.of(0, 2, 3, 4))
                .extracting(command -> content(command).id())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", MISSING_PARAMETER",
                "'AttachmentBody':'aGVsbG8=', ATTACHMENT_TYPE_NOT_SUPPORTED",
                "'AttachmentUrl':'https://example.com/a.png', INVALID_PARAMETER",
                "'AttachmentUrl':'posthorn-content:0f/image/png/1', INVALID_PARAMETER",
                "'AttachmentUrl':'s3://elsewhere/a.png', RESOURCE_NOT_ACCESSIBLE",
                "'AttachmentUrl':'s3://files/nothing.png', RESOURCE_NOT_ACCESSIBLE",
                "'AttachmentUrl':'s3://files/.', RESOURCE_NOT_ACCESSIBLE"
            })
    void refuses(String members, String reason) {
        assertThat(reason(members)).isEqualTo(reason);
        assertThat(stored).isEmpty();
    }

    @Test
    void takesOneContent() {
        assertThat(reason(body(png(10)) + ",'AttachmentUrl':'s3://files/a.png'"))
                .isEqualTo("PARAMETERS_CANNOT_BE_USED_TOGETHER");
    }

    @ParameterizedTest
    @CsvSource({"BUSY, Throttling", "FAILED, InternalServer"})
    void refusesWhatCannotBeStored(WriteResult failure, String error) {
        result = failure;

        assertThat(reason(body(png(10)))).isEqualTo(error);
    }

    @Test
    void readsFilesOfADirectoryThatStandsForABucket() throws IOException {
        Files.createDirectories(directory.resolve("in"));
        Files.write(directory.resolve("in/a.png"), png(100));

        create("'AttachmentUrl':'s3://files/in/a.png'");

        assertThat(content(0).size()).isEqualTo(100);
    }

    @Test
    void readsFilesUpToALimit() throws IOException {
        Files.write(directory.resolve("most.png"), png(LIMIT));
        Files.write(directory.resolve("more.png"), png(LIMIT + 1));

        assertThat(reason("'AttachmentUrl':'s3://files/more.png'")).isEqualTo("MAXIMUM_SIZE_EXCEEDED");
        create("'AttachmentUrl':'s3://files/most.png'");
        assertThat(content(0).pieces()).isEqualTo(4);
    }

    @Test
    void doesNotLeadOutOfTheDirectory() throws IOException {
        var inside = Files.createDirectory(directory.resolve("inside"));
        Files.write(directory.resolve("secret.png"), png(10));
        Files.createSymbolicLink(inside.resolve("link.png"), directory.resolve("secret.png"));
        attachments =
                new Attachments((scope, key, piece) -> WriteResult.KEPT, new Buckets(Map.of("files", inside), LIMIT));

        for (var key : Arrays.asList("../secret.png", "a/../../secret.png", "link.png")) {
            assertThat(reason("'AttachmentUrl':'s3://files/" + key + "'")).isEqualTo("RESOURCE_NOT_ACCESSIBLE");
        }
    }
}
