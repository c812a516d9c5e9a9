package io.github.batchferry.store;

import io.github.batchferry.UserException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens job directories that need no Hadoop. */
public final class Stores {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.\\-]*):.*", Pattern.DOTALL);

    private Stores() {}

    /**
     * Opens the store of an absolute path, with {@code file:} before it or not. As Spark does, it takes the path as it is
     * written, with its spaces and percent signs.
     *
     * @throws UserException for another scheme, or a path that is not absolute
     */
    public static JobStore open(String location) {
        Matcher scheme = SCHEME.matcher(location);
        if (!scheme.matches()) {
            return new LocalStore(path(location, location));
        }
        if (!scheme.group(1).equalsIgnoreCase("file")) {
            throw new UserException(
                    "The job directory " + location + " is not on the local file system. Open it through"
                            + " Spark: spark-submit --class io.github.batchferry.cli.Main with the same arguments.");
        }
        return new LocalStore(path(local(location), location));
    }

    private static String local(String location) {
        String rest = location.substring("file:".length());
        if (!rest.startsWith("//")) {
            return rest;
        }
        int path = rest.indexOf('/', 2);
        String host = path < 0 ? rest.substring(2) : rest.substring(2, path);
        if (!host.isEmpty() && !host.equals("localhost")) {
            throw new UserException("The job directory " + location + " names the host " + host
                    + ". Write file:///path for a local one.");
        }
        return path < 0 ? "" : rest.substring(path);
    }

    private static Path path(String path, String location) {
        try {
            Path local = Path.of(path);
            if (!local.isAbsolute()) {
                throw new UserException("The job directory '" + location + "' is not an absolute path. Write it from /"
                        + " on, or as file:///path.");
            }
            return local.normalize();
        } catch (InvalidPathException e) {
            throw new UserException("The job directory '" + location + "' is not a path: " + e.getReason(), e);
        }
    }
}
