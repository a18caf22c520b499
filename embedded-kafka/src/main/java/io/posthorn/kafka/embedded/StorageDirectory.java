package io.posthorn.kafka.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Where a broker keeps its log, which has to be formatted before its first start. */
public final class StorageDirectory {
    private StorageDirectory() {}

    /**
     * Formats a directory that is new, and leaves any other as it is.
     *
     * @param clusterId the same for all nodes of a cluster
     * @param controllerListener the name of the listener controllers speak to each other at
     */
    public static void formatIfNew(Path directory, int nodeId, String clusterId, String controllerListener) {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(nodeId)
                    .setClusterId(clusterId)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(controllerListener)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format data directory '" + directory + "'", e);
        }
    }
}
