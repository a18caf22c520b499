package io.posthorn.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredContentTest {

    @ParameterizedTest
    @EnumSource
    void isNamedByAUrl(MediaType type) {
        var content = new StoredContent("0af", type, 1_572_864);

        assertThat(StoredContent.parse(content.toUrl())).contains(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/key",
                "posthorn-content:",
                "posthorn-content:xyz/image/png/1",
                "posthorn-content:0af/image/png/1000000000",
                "posthorn-content:0af/image/bmp/1",
                " posthorn-content:0af/image/png/1"
            })
    void isNamedByNoOther(String url) {
        assertThat(StoredContent.parse(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "524288, 1", "524289, 2", "1572864, 3", "1572865, 4"})
    void isStoredInPieces(int size, int pieces) {
        assertThat(new StoredContent("0af", MediaType.PNG, size).pieces()).isEqualTo(pieces);
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, PNG",
        "ffd8ffe0, JPEG",
        "474946383761, GIF",
        "474946383961ff, GIF",
        "255044462d312e37, PDF",
        "00000018667479706d703432, MP4",
    })
    void isOfTheKindItBeginsLike(String beginning, MediaType type) {
        assertThat(MediaType.of(HexFormat.of().parseHex(beginning))).contains(type);
    }

    @Test
    void isOfNoOtherKind() {
        assertThat(MediaType.of(new byte[0])).isEmpty();
        assertThat(MediaType.of("<svg/>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(MediaType.of("GIF88a".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
