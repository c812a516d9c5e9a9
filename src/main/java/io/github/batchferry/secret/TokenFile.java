package io.github.batchferry.secret;

import io.github.batchferry.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A file that holds nothing but a token and that nobody but its owner can open. */
final class TokenFile {
    private static final int LONGEST = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private TokenFile() {}

    static String read(String place) {
        Path path = Path.of(place);
        try {
            refuseOpenToOthers(path);
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(LONGEST + 1);
                if (bytes.length > LONGEST) {
                    throw new UserException("The token file " + path + " is larger than " + LONGEST
                            + " bytes: name a file that holds the token only");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (NoSuchFileException e) {
            throw new UserException("The token file " + path + " does not exist where the driver runs: write the token"
                    + " into it (chmod 600), or name another place by apiTokenRef");
        } catch (IOException e) {
            throw new UserException("The token file " + path + " cannot be read ("
                    + e.getClass().getSimpleName() + "): it must be a file that the driver's user may read");
        }
    }

    private static void refuseOpenToOthers(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (!OWNER.containsAll(permissions)) {
            throw new UserException("The token file " + path + " is open to others than its owner ("
                    + PosixFilePermissions.toString(permissions) + "): run chmod 600 on it");
        }
    }
}
