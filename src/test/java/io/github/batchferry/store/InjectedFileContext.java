package io.github.batchferry.store;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The other face of {@link InjectedFileSystem}, through which Hadoop renames without overwrite. */
public final class InjectedFileContext extends DelegateToFileSystem {
    public InjectedFileContext(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(uri, started(uri, configuration), configuration, uri.getScheme(), true);
    }

    @Override
    public int getUriDefaultPort() {
        return 443;
    }

    @Override
    public void checkPath(Path path) {}

    @Override
    public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
        ((InjectedFileSystem) fsImpl).rename(from, to, overwrite);
    }

    private static FileSystem started(URI uri, Configuration configuration) throws IOException {
        FileSystem files = new InjectedFileSystem();
        files.initialize(uri, configuration);
        return files;
    }
}
