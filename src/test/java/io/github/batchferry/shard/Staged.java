package io.github.batchferry.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** What a task staged, read back without any class that wrote it, and proved to be what it says of itself. */
final class Staged {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JobStore store;
    final StagedPart part;
    final Map<Integer, List<JsonNode>> lines = new HashMap<>();

    Staged(JobStore store, StagedPart part) throws IOException {
        this.store = store;
        this.part = part;
        for (StagedShard shard : part.shards()) {
            lines.put(shard.ordinal(), verified(shard));
        }
    }

    List<JsonNode> allLines() {
        return part.shards().stream()
                .flatMap(shard -> lines.get(shard.ordinal()).stream())
                .toList();
    }

    /** The hashes of a shard in line order, or of the sorted part that follows them. */
    long[] hashes(StagedShard shard, boolean sorted) throws IOException {
        byte[] all = read(part.idsFile());
        int at = (int) shard.idsOffset() + (sorted ? shard.requests() * Long.BYTES : 0);
        long[] hashes = new long[shard.requests()];
        ByteBuffer.wrap(all, at, hashes.length * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(hashes);
        return hashes;
    }

    byte[] read(String path) throws IOException {
        try (InputStream in = store.open(path)) {
            return in.readAllBytes();
        }
    }

    static long hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IdHash.of(bytes, 0, bytes.length);
    }

    private List<JsonNode> verified(StagedShard shard) throws IOException {
        byte[] bytes = read(part.shardFile(shard.ordinal()));
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        assertThat(shard.bytes()).isEqualTo(bytes.length);
        assertThat(shard.crc32c()).isEqualTo(checksum.getValue());
        assertThat(bytes[bytes.length - 1]).isEqualTo((byte) '\n');
        List<JsonNode> nodes = new ArrayList<>();
        long bodyBytes = 0;
        long bodyHashes = 0;
        long[] ids = hashes(shard, false);
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            JsonNode node = JSON.readTree(line);
            String body = line.substring(line.indexOf("\"body\":") + "\"body\":".length(), line.length() - 1);
            bodyBytes += body.getBytes(StandardCharsets.UTF_8).length;
            bodyHashes += hash(body);
            assertThat(node.at("/body/model").asText()).isEqualTo(shard.model());
            assertThat(ids[nodes.size()]).isEqualTo(hash(node.path("custom_id").asText()));
            nodes.add(node);
        }
        assertThat(shard.requests()).isEqualTo(nodes.size());
        assertThat(shard.bodyBytes()).isEqualTo(bodyBytes);
        assertThat(shard.bodyHashes()).isEqualTo(bodyHashes);
        return nodes;
    }
}
