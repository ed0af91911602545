package dev.resendmcp.state.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where the embedded store keeps its files, and who else does.
 *
 * @param path the directory; missing ones are created
 * @param use how this process uses it
 */
public record StateDirectory(Path path, Use use) {
    /** How a process uses the directory. */
    public enum Use {
        /** It is the only one; a second one is refused. */
        ALONE,
        /** It is one of several that may run at a time; each works in a subdirectory and takes over from those that ended. */
        ONE_OF_SEVERAL,
        /** It does not: nothing outlives the process. */
        NONE
    }

    /** The directory of a service that has it for itself. */
    @JsonCreator
    public static StateDirectory of(String path) {
        try {
            return new StateDirectory(Path.of(path), Use.ALONE);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path of this system", e);
        }
    }

    /** Whether this process needs the directory for itself and another process has it. Creates nothing. */
    public boolean isInUse() {
        return use == Use.ALONE && DirectoryLock.isTaken(path);
    }

    public StateDirectory usedBy(Use other) {
        return new StateDirectory(path, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return path.toString();
    }
}
