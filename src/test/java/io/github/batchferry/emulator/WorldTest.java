package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.UserException;
import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldTest extends WorldFixture {
    private static Map<String, Long> drawn(LongFunction<World> world) {
        return LongStream.range(0, 400)
                .boxed()
                .flatMap(seed -> world.apply(seed).freedoms().stream())
                .collect(Collectors.groupingBy(Freedom::name, Collectors.counting()));
    }

    @Test
    void withoutAWorldAllIsAsDocumented() throws Exception {
        world(World.DOCUMENTED, Pace.AT_ONCE);
        String id = ended(3);
        assertThat(listed(id)).isEqualTo(client.batch(id));
        assertThat(client.get("/emulator/world").json().path("freedoms")).isEmpty();
    }

    @Test
    void theServerTellsWhichFreedomsItTakes() throws Exception {
        world("list=oldest-first,end=files-gone");
        JsonNode freedoms = client.get("/emulator/world").json().path("freedoms");
        assertThat(freedoms.findValuesAsText("name")).containsExactly("list=oldest-first", "end=files-gone");
        assertThat(freedoms.findValuesAsText("heals")).containsExactly("true", "false");
        assertThat(freedoms.get(0).path("says").asText()).isNotEmpty();
    }

    @Test
    void aSeedDrawsTheSameWorldEachTime() {
        for (long seed = -5; seed < 200; seed++) {
            assertThat(World.drawn(seed).names())
                    .isEqualTo(World.drawn(seed).names())
                    .isNotEmpty();
        }
        assertThat(World.drawn(1).names()).isNotEqualTo(World.drawn(2).names());
    }

    @Test
    void theSameSeedTouchesTheSameLines() throws Exception {
        Set<String> touched = touched(7);
        assertThat(touched(7)).isEqualTo(touched).isNotEmpty().hasSizeLessThan(60);
        assertThat(touched(8)).isNotEqualTo(touched);
    }

    /** The ids of lines that stand there twice. */
    private Set<String> touched(long seed) throws Exception {
        stop();
        directory = directory.resolve("next");
        world(World.named("lines=twice", seed), Pace.AT_ONCE);
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (String line : client.lines(client.batch(ended(60)).path("output_file_id"))) {
            String id = EmulatorClient.MAPPER.readTree(line).path("custom_id").asText();
            if (!once.add(id)) {
                twice.add(id);
            }
        }
        return twice;
    }

    @Test
    void fourHundredSeedsDrawEachFreedomAtLeastTenTimes() {
        Map<String, Long> drawn = drawn(World::drawn);
        assertThat(drawn)
                .hasSameSizeAs(World.ALL)
                .allSatisfy((name, times) -> assertThat(times).as(name).isGreaterThanOrEqualTo(10));
        assertThat(drawn(World::drawnHealing))
                .hasSize((int) World.ALL.stream().filter(Freedom::heals).count());
    }

    @Test
    void healingWorldsHoldNothingThatLasts() {
        for (long seed = 0; seed < 400; seed++) {
            assertThat(World.drawnHealing(seed).heals()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "create=409-though-created, list=404",
        "create=stored-answer, list=endless",
        "create=400-though-created, create=dropped-though-created",
        "list=no-input-file, list=no-metadata",
        "create=twice, cancel=ignored",
        "file=uploaded, create=wants-processed-azure",
        "end=expired, get=one-l",
    })
    void whatNoClientSurvivesTogetherIsNeverDrawnTogether(String one, String other) {
        for (long seed = 0; seed < 2000; seed++) {
            assertThat(World.drawn(seed).names().split(","))
                    .as("seed %s", seed)
                    .satisfiesAnyOf(
                            names -> assertThat(names).doesNotContain(one),
                            names -> assertThat(names).doesNotContain(other));
        }
    }

    @Test
    void eachFreedomHasOneNameByWhichItIsFound() {
        assertThat(World.ALL).extracting(Freedom::name).doesNotHaveDuplicates();
        String all = World.ALL.stream().map(Freedom::name).collect(Collectors.joining(","));
        assertThat(World.named(all).freedoms()).isEqualTo(World.ALL);
        assertThatThrownBy(() -> World.named("list=upside-down"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'list=upside-down'");
    }

    @Test
    void noFreedomAltersTheBill() throws Exception {
        for (Freedom freedom : World.ALL) {
            if (freedom.name().startsWith("lines=") || freedom.name().startsWith("answer=")) {
                Emulator emulator = Emulator.start(EmulatorConfig.at(directory.resolve(freedom.name()))
                        .withClock(clock)
                        .withWorld(World.named(freedom.name())));
                client = new EmulatorClient(emulator);
                ended(9);
                assertThat(client.ledgerSummary().path("lines_purchased").asInt())
                        .as(freedom.name())
                        .isEqualTo(9);
                assertThat(client.ledger().path("lines").findValuesAsText("custom_id"))
                        .as(freedom.name())
                        .hasSize(9)
                        .doesNotHaveDuplicates();
                emulator.close();
            }
        }
    }
}
