package io.github.batchferry.store;

/** Names inside a job directory. */
final class Names {
    private static final String TEMPORARY = ".tmp-";

    private Names() {}

    /** The path as it is, where it stays inside the job directory. */
    static String checked(String path) {
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\\') >= 0) {
                throw new IllegalArgumentException("'" + path + "' is not a path inside a job directory");
            }
        }
        return path;
    }

    /** A name for what becomes the file {@code name} when it is whole. Listings leave such names out. */
    static String temporary(String name, String unique) {
        return TEMPORARY + name + "-" + unique;
    }

    static boolean isTemporary(String name) {
        return name.startsWith(TEMPORARY);
    }
}
