package io.github.batchferry.emulator.file;

import io.github.batchferry.emulator.line.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The bytes of files, one file on disk for each id. A content appears whole or not at all. */
public final class Contents {
    private static final String PART = ".part";
    private static final String BRIEF = ".brief";
    private static final char SLASH = '~';

    private final Path directory;

    public Contents(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    public Path path(String id) {
        return directory.resolve(name(id));
    }

    /** The name of a file that belongs to this id, which may hold slashes. */
    public static String name(String id) {
        return id.replace('/', SLASH);
    }

    /** Where a content grows until {@link #finish}. */
    public Path part(String id) {
        return directory.resolve(name(id) + PART);
    }

    public void finish(String id) throws IOException {
        Files.move(part(id), path(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Where a content stands that {@link BriefFile} wrote. */
    public Path brief(String id) {
        return directory.resolve(name(id) + BRIEF);
    }

    void finishBrief(String id) throws IOException {
        Files.move(part(id), brief(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public boolean exists(String id) {
        return Files.exists(path(id)) || isBrief(id);
    }

    public boolean isBrief(String id) {
        return Files.exists(brief(id));
    }

    public void delete(String id) throws IOException {
        Files.deleteIfExists(path(id));
        Files.deleteIfExists(brief(id));
    }

    /** Deletes what is half written and what nobody knows. */
    public void sweep(Predicate<String> known) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.list(directory)) {
            all = paths.toList();
        }
        for (Path path : all) {
            String name = path.getFileName().toString();
            String id = name.endsWith(BRIEF) ? name.substring(0, name.length() - BRIEF.length()) : name;
            if (!known.test(id.replace(SLASH, '/'))) {
                Files.delete(path);
            }
        }
    }

    /** Writes all of a stream into the part of this id, and returns its digest. */
    public Digest receive(String id, InputStream content, long most) throws IOException {
        Digest digest = new Digest();
        try (OutputStream sink = Files.newOutputStream(part(id))) {
            byte[] buffer = new byte[1 << 16];
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                digest.update(buffer, 0, n);
                if (digest.bytes() <= most) {
                    sink.write(buffer, 0, n);
                }
            }
        }
        return digest;
    }
}
