package io.github.batchferry.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdTableTest {
    @Test
    void everyIdIsFoundAtItsPositionAndNoOtherIs() throws IOException {
        List<String> ids = IntStream.range(0, 50_000).mapToObj(i -> "row-" + i).toList();
        IdTable table = Collected.tableOf(ids);

        for (int i = 0; i < ids.size(); i++) {
            assertThat(table.find(Collected.hash(ids.get(i)))).isEqualTo(i);
            assertThat(find(table, "other-" + i)).isEqualTo(-1);
        }
    }

    @Test
    void idsOfOneHashAreToldApartByTheirBytes() throws IOException {
        List<String> ids = List.of("a", "b", "c", "d");
        long same = Collected.hash("b");
        IdTable table = IdTable.of(new long[] {same, same, 7, same}, i -> bytes(ids.get(i)));

        assertThat(find(table, "b")).isEqualTo(1);
        assertThat(table.find(7)).isEqualTo(2);
    }

    @Test
    void anUnknownIdOfASharedHashIsUnknown() throws IOException {
        List<String> ids = List.of("a", "c");
        long same = Collected.hash("b");
        IdTable table = IdTable.of(new long[] {same, same}, i -> bytes(ids.get(i)));

        assertThat(find(table, "b")).isEqualTo(-1);
    }

    @Test
    void oneIdTwiceIsRefused() {
        assertThatThrownBy(() -> Collected.tableOf(List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lines 0 and 2");
    }

    @Test
    void anEmptyTableFindsNothingAndHashZeroIsAHash() throws IOException {
        assertThat(Collected.tableOf(List.of()).find(0)).isEqualTo(-1);
        assertThat(IdTable.of(new long[] {0}, i -> bytes("x")).find(0)).isZero();
    }

    private static int find(IdTable table, String id) throws IOException {
        byte[] bytes = bytes("__" + id + "__");
        return table.find(bytes, 2, bytes.length - 4);
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
