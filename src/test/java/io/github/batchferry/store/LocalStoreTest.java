package io.github.batchferry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStoreTest {
    @TempDir
    Path directory;

    private JobStore store;

    @BeforeEach
    void open() {
        store = Stores.open(directory.resolve("deep/job").toString());
    }

    @Test
    void ofManyCreatorsOneWinsAndItsContentIsWhole() throws Exception {
        Race.assertOneWinnerEachRound(500, 4, thread -> Stores.open(store.location()));
    }

    @Test
    void whatIsThereAlreadyIsOursWhereItIsIdentical() throws IOException {
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
        assertThat(store.createIfAbsent("ledger/1.json", bytes("hers"))).isFalse();
        assertThat(read("ledger/1.json")).isEqualTo("mine");
    }

    @Test
    void aStreamOnlyMakesNewFiles() throws IOException {
        try (OutputStream out = store.create("writes/a/part.rows")) {
            out.write(bytes("rows"));
        }
        assertThat(read("writes/a/part.rows")).isEqualTo("rows");
        assertThatThrownBy(() -> store.create("writes/a/part.rows"))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("part.rows");
    }

    @Test
    void replacingPutsNewContentInPlace() throws IOException {
        store.replace("status.json", bytes("a long first one"));
        store.replace("status.json", bytes("second"));
        assertThat(read("status.json")).isEqualTo("second");
    }

    @Test
    void listingShowsFilesOnlyAndNothingUnfinished() throws IOException {
        store.createIfAbsent("ledger/1.json", bytes("one"));
        store.createIfAbsent("ledger/deeper/2.json", bytes("two"));
        Files.writeString(directory.resolve("deep/job/ledger").resolve(Names.temporary("3.json", "x")), "half");
        assertThat(store.list("ledger")).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("1.json");
            assertThat(file.bytes()).isEqualTo(3);
            assertThat(file.modifiedAt()).isPositive();
        });
        assertThat(store.list("nowhere")).isEmpty();
    }

    @Test
    void nothingUnfinishedStaysBehind() throws IOException {
        store.createIfAbsent("ledger/1.json", bytes("one"));
        store.createIfAbsent("ledger/1.json", bytes("other"));
        store.replace("ledger/status.json", bytes("x"));
        try (var files = Files.list(directory.resolve("deep/job/ledger"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("1.json", "status.json");
        }
    }

    @Test
    void deletingTwiceIsNoError() throws IOException {
        store.createIfAbsent("x", bytes("one"));
        store.delete("x");
        store.delete("x");
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> store.open("no/where"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no/where");
        assertThatThrownBy(() -> store.openPositioned("no/where")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void positionsAreReadAndTheEndIsKnown() throws IOException {
        store.createIfAbsent("f", bytes("0123456789"));
        try (PositionedInput input = store.openPositioned("f")) {
            byte[] buffer = new byte[6];
            input.readFully(7, buffer, 2, 3);
            assertThat(buffer).isEqualTo(new byte[] {0, 0, '7', '8', '9', 0});
            assertThat(input.length()).isEqualTo(10);
            assertThatThrownBy(() -> input.readFully(8, buffer, 0, 3)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aReadMayCrossAGigabyte() throws IOException {
        Path file = directory.resolve("deep/job/sparse");
        store.createIfAbsent("x", bytes(""));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.seek((1L << 30) - 2);
            sparse.write(bytes("abcd"));
        }
        try (PositionedInput input = store.openPositioned("sparse")) {
            byte[] buffer = new byte[4];
            input.readFully((1L << 30) - 2, buffer, 0, 4);
            assertThat(buffer).isEqualTo(bytes("abcd"));
        }
    }

    @Test
    void theJobDirectoryIsForItsOwnerAlone() throws IOException {
        store.createIfAbsent("ledger/1.json", bytes("one"));
        Path job = directory.resolve("deep/job");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(job)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(job.resolve("ledger"))))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100%", "%20", "a:b", "日本", "a#b?c", "[x]{y}*"})
    void anyPathIsTakenAsItIsWritten(String name) throws IOException {
        JobStore odd = Stores.open(directory.resolve(name).toString());
        odd.createIfAbsent("f", bytes("x"));
        assertThat(directory.resolve(name).resolve("f")).hasContent("x");
        assertThat(Stores.open("file:" + directory.resolve(name)).location()).isEqualTo(odd.location());
        assertThat(Stores.open("file://" + directory.resolve(name)).location()).isEqualTo(odd.location());
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative/path", "file:relative", "file://host/x", "hdfs://n/x", "s3a://b/x", ""})
    void whatIsNotAnAbsoluteLocalPathIsRefused(String location) {
        assertThatThrownBy(() -> Stores.open(location))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(location);
    }

    @Test
    void withoutLinksStillOnlyOneCreates() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
            JobStore linkless = new LocalStore(zip.getPath("/job"));
            assertThat(linkless.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
            assertThat(linkless.createIfAbsent("ledger/1.json", bytes("hers"))).isFalse();
            assertThat(linkless.list("ledger")).extracting(StoredFile::name).containsExactly("1.json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/Volumes/c/s/v/job", "/dbfs/job", "file:/Volumes/c/job"})
    void aMountedStoreIsNotSaidToExcludeOthers(String location) {
        assertThat(Stores.open(location).atomicCreate()).isFalse();
        assertThat(store.atomicCreate()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../x", "/x", "a//b", "", "."})
    void aPathDoesNotLeaveTheJob(String path) {
        assertThatThrownBy(() -> store.create(path)).isInstanceOf(IllegalArgumentException.class);
    }

    private String read(String path) throws IOException {
        try (InputStream in = store.open(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
