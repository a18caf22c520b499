package io.posthorn.standalone;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Why the system did not start, for whoever has typed the command. */
final class StartFailure {
    private StartFailure() {}

    static String reason(Throwable failed) {
        var analysis = analysis(failed);
        if (analysis != null) {
            return Objects.requireNonNullElse(analysis.getAction(), "").isEmpty()
                    ? analysis.getDescription()
                    : analysis.getDescription() + "\n" + analysis.getAction();
        }
        var cause = NestedExceptionUtils.getMostSpecificCause(failed);
        return cause instanceof FileSystemException file
                ? file.getFile() + ": " + trouble(file)
                : Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    }

    private static @Nullable FailureAnalysis analysis(Throwable failed) {
        // Some analyzers want a part of the application, which there is none of any more.
        var analyzers = SpringFactoriesLoader.forDefaultResourceLocation(StartFailure.class.getClassLoader())
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, missing) -> {}));
        return analyzers.stream()
                .map(each -> each.analyze(failed))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The kinds whose message is the name of the file and nothing else. */
    private static String trouble(FileSystemException failed) {
        return switch (failed) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "there is no such file or directory, and none can be made";
            case FileAlreadyExistsException other -> "is no directory";
            case NotDirectoryException other -> "is no directory";
            default -> Objects.requireNonNullElse(failed.getReason(), failed.toString());
        };
    }
}
