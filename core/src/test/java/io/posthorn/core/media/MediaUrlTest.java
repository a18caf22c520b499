package io.posthorn.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaUrlTest {

    @ParameterizedTest(name = "{0}: {1}, {2}, ending {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "s3://bucket/key, bucket, key, -",
                "s3://bucket/a/b.png, bucket, a/b.png, png",
                "s3://my.bucket/a.b/c, my.bucket, a.b/c, -",
                "s3://bucket/a.tar.gz, bucket, a.tar.gz, gz",
                "s3://bucket/a., bucket, a., -"
            })
    void readsBucketAndKey(String text, String bucket, String key, @Nullable String ending) {
        assertThat(MediaUrl.parse(text)).hasValueSatisfying(url -> {
            assertThat(url).isEqualTo(new MediaUrl(bucket, key));
            assertThat(url.ending().orElse(null)).isEqualTo(ending);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bucket/key", "s3://bucket", "s3://bucket/", "s3:///key", "s3://", ""})
    void knowsWhatIsNothingLikeIt(String text) {
        assertThat(MediaUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = ".{0} is {1}, {2} bytes")
    @CsvSource({
        "gif, image/gif, 2097152",
        "jpeg, image/jpeg, 2097152",
        "jpg, image/jpeg, 2097152",
        "PNG, image/png, 2097152",
        "tif, image/tiff, 614400",
        "3gp, video/3gpp, 614400",
        "3g2, video/3gpp2, 614400",
        "amr, audio/amr, 614400",
        "m4a, audio/mp4, 614400",
        "mp4, video/mp4, 614400",
        "mp3, audio/mpeg, 614400",
        "ogg, audio/ogg, 614400",
        "mov, video/quicktime, 614400",
        "webm, video/webm, 614400",
        "ics, text/calendar, 614400",
        "vcf, text/vcard, 614400",
        "pdf, application/pdf, 614400"
    })
    void knowsTheTypesOfTheGuide(String ending, String mimeType, long maxSize) {
        assertThat(MediaType.ofEnding(ending))
                .hasValueSatisfying(type ->
                        assertThat(type).returns(mimeType, MediaType::mimeType).returns(maxSize, MediaType::maxSize));
    }
}
