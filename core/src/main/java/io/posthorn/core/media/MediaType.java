package io.posthorn.core.media;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The types of file that media messages can carry, with the largest size of each, from the table in the service's user
 * guide. Its megabytes and kilobytes are taken for powers of two.
 */
public enum MediaType {
    GIF("image/gif", Size.LARGE, "gif"),
    JPEG("image/jpeg", Size.LARGE, "jpeg jpg"),
    PNG("image/png", Size.LARGE, "png"),
    TIFF("image/tiff", Size.SMALL, "tif tiff"),
    VIDEO_3GPP("video/3gpp", Size.SMALL, "3gp 3gpp"),
    VIDEO_3GPP2("video/3gpp2", Size.SMALL, "3g2 3gpp2"),
    AMR("audio/amr", Size.SMALL, "amr"),
    AUDIO_MP4("audio/mp4", Size.SMALL, "m4a"),
    VIDEO_MP4("video/mp4", Size.SMALL, "mp4"),
    MP3("audio/mpeg", Size.SMALL, "mp3"),
    OGG("audio/ogg", Size.SMALL, "ogg"),
    QUICKTIME("video/quicktime", Size.SMALL, "mov"),
    WEBM("video/webm", Size.SMALL, "webm"),
    CALENDAR("text/calendar", Size.SMALL, "ics"),
    VCARD("text/vcard", Size.SMALL, "vcf"),
    PDF("application/pdf", Size.SMALL, "pdf");

    /** Bytes of the largest file of any type. */
    public static final long LARGEST = Size.LARGE;

    private static final Map<String, MediaType> BY_ENDING = Stream.of(values())
            .flatMap(type -> Stream.of(type.endings.split(" ")).map(ending -> Map.entry(ending, type)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String mimeType;
    private final long maxSize;
    /** Of file names, apart by a space. */
    private final String endings;

    MediaType(String mimeType, long maxSize, String endings) {
        this.mimeType = mimeType;
        this.maxSize = maxSize;
        this.endings = endings;
    }

    /** The type of files whose names end so; the case does not matter. */
    public static Optional<MediaType> ofEnding(String ending) {
        return Optional.ofNullable(BY_ENDING.get(ending.toLowerCase(Locale.ROOT)));
    }

    public String mimeType() {
        return mimeType;
    }

    /** Bytes of the largest file. */
    public long maxSize() {
        return maxSize;
    }

    /** The two sizes of the guide's table, in bytes. */
    private static final class Size {
        static final long LARGE = 2 * 1024 * 1024;
        static final long SMALL = 600 * 1024;
    }
}
