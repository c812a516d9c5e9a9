package io.github.batchferry.store;

import io.github.batchferry.UserException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens job directories that need no Hadoop. */
public final class Stores {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.\\-]*):.*", Pattern.DOTALL);

    private Stores() {}

    /**
     * Opens the store of an absolute path, or of a {@code file:} URI. A path is taken as it is written, with its spaces
     * and percent signs; a URI is decoded where it is well-formed.
     *
     * @throws UserException for another scheme, or a path that is not absolute
     */
    public static JobStore open(String location) {
        Matcher scheme = SCHEME.matcher(location);
        if (!scheme.matches()) {
            return new LocalStore(path(location, location));
        }
        if (!scheme.group(1).equalsIgnoreCase("file")) {
            throw new UserException("The job directory " + location + " is not on the local file system. Open it through"
                    + " Spark: spark-submit --class io.github.batchferry.cli.Main with the same arguments.");
        }
        return new LocalStore(path(local(location), location));
    }

    private static String local(String location) {
        try {
            URI uri = new URI(location);
            String host = uri.getAuthority();
            if (host != null && !host.isEmpty() && !host.equals("localhost")) {
                throw new UserException("The job directory " + location + " names the host " + host
                        + ". Write file:///path for a local one.");
            }
            return uri.getPath() == null ? "" : uri.getPath();
        } catch (URISyntaxException e) {
            return location.substring("file:".length()).replaceFirst("^//+", "/");
        }
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
