package io.github.batchferry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HadoopFaultTest {
    private static final Set<String> CONDITIONAL = Set.of(HadoopCreate.CONDITION);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "hdfs,false,true",
        "abfs,false,true",
        "abfss,false,true",
        "gs,false,true",
        "s3a,true,true",
        "s3a,false,false",
        "s3,true,false",
        "dbfs,true,false",
        "viewfs,true,false",
        "wasb,true,false"
    })
    void aTableSaysWhichStoreExcludesOthers(String scheme, boolean conditional, boolean atomic) throws IOException {
        JobStore store = store(scheme, conditional ? CONDITIONAL : Set.of(), FaultyFileSystem::put);
        assertThat(store.atomicCreate()).isEqualTo(atomic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a", "gs"})
    void aLostAnswerIsOursWhereTheFileIs(String scheme) throws IOException {
        JobStore store = store(scheme, CONDITIONAL, (files, file, content) -> {
            FaultyFileSystem.put(files, file, content);
            throw new IOException("412 Precondition Failed");
        });
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a", "gs"})
    void aFailureAtCloseIsALossWhereAnotherIsThere(String scheme) throws IOException {
        JobStore store = store(scheme, CONDITIONAL, (files, file, content) -> {
            FaultyFileSystem.put(files, file, bytes("hers"));
            throw new IOException("412 Precondition Failed");
        });
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a", "gs", "dbfs"})
    void aFailureWithoutAFileIsAnErrorThatNamesIt(String scheme) throws IOException {
        JobStore store = store(scheme, CONDITIONAL, (files, file, content) -> {
            throw new IOException("no more room");
        });
        assertThatThrownBy(() -> store.createIfAbsent("ledger/1.json", bytes("mine")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ledger/1.json")
                .hasMessageContaining("no more room");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a", "s3", "gs", "dbfs"})
    void whatIsThereAlreadyIsOursWhereItIsIdentical(String scheme) throws IOException {
        JobStore store = store(scheme, Set.of(), FaultyFileSystem::put);
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
        assertThat(store.createIfAbsent("ledger/1.json", bytes("mine"))).isTrue();
        assertThat(store.createIfAbsent("ledger/1.json", bytes("hers"))).isFalse();
        assertThat(store.list("ledger")).extracting(StoredFile::name).containsExactly("1.json");
    }

    @Test
    void anInterruptDoesNotReachAWriteToGoogleAndStays() throws IOException {
        AtomicBoolean seen = new AtomicBoolean();
        JobStore store = store("gs", Set.of(), (files, file, content) -> {
            seen.set(Thread.currentThread().isInterrupted());
            FaultyFileSystem.put(files, file, content);
        });
        Thread.currentThread().interrupt();
        boolean created = store.createIfAbsent("ledger/1.json", bytes("mine"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(created).isTrue();
        assertThat(seen).isFalse();
        assertThat(Files.readString(directory.resolve("ledger/1.json"))).isEqualTo("mine");
    }

    @Test
    void theProbeRefutesAStoreThatLetsBothWin() throws IOException {
        JobStore honest = Stores.open(directory.toString());
        assertThat(Probe.confirms(honest, "ledger")).isTrue();
        assertThat(Probe.confirms(store("s3", Set.of(), FaultyFileSystem::put), "ledger"))
                .isFalse();
        JobStore forgetful = store("gs", Set.of(), (files, file, content) -> {});
        assertThat(Probe.confirms(forgetful, "ledger")).isFalse();
    }

    private JobStore store(String scheme, Set<String> capabilities, FaultyFileSystem.Close close) throws IOException {
        return new HadoopStore(
                new FaultyFileSystem(scheme, capabilities, close),
                new org.apache.hadoop.fs.Path(directory.toString()),
                new Configuration(false));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
