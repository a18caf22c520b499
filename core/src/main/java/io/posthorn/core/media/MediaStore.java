package io.posthorn.core.media;

/** Knows the files that media messages point to. */
@FunctionalInterface
public interface MediaStore {
    /** Knows nothing, and leaves it to carriers to find out. */
    MediaStore UNKNOWN = url -> Found.Unknown.INSTANCE;

    Found find(MediaUrl url);

    /** What is known about a file. */
    sealed interface Found {

        /**
         * There is one.
         *
         * @param size in bytes
         */
        record File(long size) implements Found {}

        /** There is no such file, or it may not be read. */
        enum Inaccessible implements Found {
            INSTANCE
        }

        /** Nothing is known. */
        enum Unknown implements Found {
            INSTANCE
        }
    }
}
