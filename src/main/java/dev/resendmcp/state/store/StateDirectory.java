package dev.resendmcp.state.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Directory of the local store, which is created if missing, and how this process uses it. */
public record StateDirectory(Path path, Use use) {
    /** How a process uses the directory. */
    public enum Use {
        /** Exclusively; a second process is refused. */
        ALONE,
        /** Together with other processes: each has a subdirectory and adopts the entries of finished ones. */
        ONE_OF_SEVERAL,
        /** Not at all; nothing outlives the process. */
        NONE
    }

    /** A directory for exclusive use. */
    @JsonCreator
    public static StateDirectory of(String path) {
        try {
            return new StateDirectory(Path.of(path), Use.ALONE);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path of this system", e);
        }
    }

    /** Whether this process needs the directory exclusively but another process uses it. Creates nothing. */
    public boolean isInUse() {
        return use == Use.ALONE && StoreDirectory.Lock.isTaken(path);
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
