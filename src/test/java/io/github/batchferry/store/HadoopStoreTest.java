package io.github.batchferry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopStoreTest {
    @TempDir
    static Path directory;

    private static Configuration configuration;
    private static MiniDFSCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        configuration = new Configuration();
        configuration.set("hdfs.minidfs.basedir", directory.toString());
        configuration.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
        configuration = cluster.getConfiguration(0);
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @Test
    void ofManyCreatorsOneWinsAndItsContentIsWhole() throws Exception {
        org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(cluster.getURI() + "/race");
        Race.assertOneWinnerEachRound(
                60,
                3,
                thread ->
                        new HadoopStore(FileSystem.newInstance(cluster.getURI(), configuration), root, configuration));
    }

    @Test
    void whatIsThereAlreadyIsOursWhereItIsIdentical() throws IOException {
        JobStore store = open("/same");
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
        assertThat(store.createIfAbsent("ledger/1.json", bytes("hers"))).isFalse();
        assertThat(store.list("ledger")).extracting(StoredFile::name).containsExactly("1.json");
        assertThat(read(store, "ledger/1.json")).isEqualTo("mine");
    }

    @Test
    void aStreamOnlyMakesNewFiles() throws IOException {
        JobStore store = open("/stream");
        try (OutputStream out = store.create("writes/a/part.rows")) {
            out.write(bytes("rows"));
        }
        assertThat(read(store, "writes/a/part.rows")).isEqualTo("rows");
        assertThatThrownBy(() -> store.create("writes/a/part.rows"))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("/stream/writes/a/part.rows");
    }

    @Test
    void replacingListingAndDeletingWork() throws IOException {
        JobStore store = open("/replace");
        store.replace("status.json", bytes("a long first one"));
        store.replace("status.json", bytes("second"));
        assertThat(read(store, "status.json")).isEqualTo("second");
        assertThat(store.list("")).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("status.json");
            assertThat(file.bytes()).isEqualTo(6);
        });
        store.delete("status.json");
        store.delete("status.json");
        assertThat(store.list("")).isEmpty();
        assertThat(store.list("nowhere")).isEmpty();
    }

    @Test
    void positionsAreReadAndTheEndIsKnown() throws IOException {
        JobStore store = open("/positions");
        store.createIfAbsent("f", bytes("0123456789"));
        try (PositionedInput input = store.openPositioned("f")) {
            byte[] buffer = new byte[3];
            input.readFully(7, buffer, 0, 3);
            assertThat(buffer).isEqualTo(bytes("789"));
            assertThat(input.length()).isEqualTo(10);
            assertThatThrownBy(() -> input.readFully(8, buffer, 0, 3)).isInstanceOf(EOFException.class);
        }
        assertThatThrownBy(() -> store.open("gone"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("/positions/gone");
    }

    @Test
    void theJobDirectoryIsForItsOwnerAlone() throws IOException {
        open("/deep/private").createIfAbsent("ledger/1.json", bytes("x"));
        FileSystem files = cluster.getFileSystem();
        assertThat(files.getFileStatus(new org.apache.hadoop.fs.Path("/deep/private"))
                        .getPermission()
                        .toString())
                .isEqualTo("rwx------");
        assertThat(files.getFileStatus(new org.apache.hadoop.fs.Path("/deep"))
                        .getPermission()
                        .toString())
                .isEqualTo("rwxr-xr-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/100%", "/%20", "/日本", "/a#b?c"})
    void anyPathIsTakenAsItIsWritten(String path) throws IOException {
        JobStore store = open(path);
        assertThat(store.createIfAbsent("led ger/1%.json", bytes("x"))).isTrue();
        assertThat(store.createIfAbsent("led ger/1%.json", bytes("y"))).isFalse();
        assertThat(cluster.getFileSystem().exists(new org.apache.hadoop.fs.Path(null, null, path + "/led ger/1%.json")))
                .isTrue();
    }

    @Test
    void theStoreOfHdfsExcludesOthersAndTheProbeAgrees() throws IOException {
        JobStore store = open("/probe");
        assertThat(store.atomicCreate()).isTrue();
        assertThat(Probe.confirms(store, "ledger")).isTrue();
        assertThat(store.list("probe")).isEmpty();
    }

    @Test
    void aPathWithoutASchemeLiesOnTheDefaultFileSystem() throws IOException {
        assertThat(HadoopStore.open("/plain", configuration).location()).isEqualTo(cluster.getURI() + "/plain");
        Configuration local = new Configuration(configuration);
        local.set("fs.defaultFS", "file:///");
        assertThat(HadoopStore.open(directory.resolve("a b%20").toString(), local))
                .isInstanceOf(LocalStore.class)
                .returns(directory.resolve("a b%20").toString(), JobStore::location);
        assertThat(HadoopStore.open("file:" + directory, configuration)).isInstanceOf(LocalStore.class);
    }

    private static JobStore open(String path) throws IOException {
        return HadoopStore.open(cluster.getURI() + path, configuration);
    }

    private static String read(JobStore store, String path) throws IOException {
        try (InputStream in = store.open(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
