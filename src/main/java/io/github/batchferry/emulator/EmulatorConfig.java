package io.github.batchferry.emulator;

import io.github.batchferry.UserException;
import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.emulator.dialect.Dialect;
import io.github.batchferry.emulator.line.BodyKeeping;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.emulator.world.World;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an emulator is set up.
 *
 * @param port 0 for a free one
 * @param dataDirectory holds all state; served by one process at a time
 * @param seed of the order of result lines and of ids
 * @param projects the known keys, each with its project; where empty, every key is accepted that is neither empty nor
 *     begins with {@code sk-wrong}
 * @param endpoints that batches may name; with an upstream server, that one answers them
 * @param upstream where lines are answered, such as {@code http://127.0.0.1:11434/v1}; the built-in answers where
 *     absent
 * @param upstreamConcurrency requests that are open at the upstream server at the same time, over all batches
 * @param world what the server does that its documentation does not forbid
 * @param dialect how the server speaks, and by which rules
 */
public record EmulatorConfig(
        int port,
        Path dataDirectory,
        Clock clock,
        long seed,
        Pace pace,
        Map<String, String> projects,
        Limits limits,
        ServedEndpoints endpoints,
        BodyKeeping bodies,
        @Nullable URI upstream,
        int upstreamConcurrency,
        World world,
        Dialect dialect) {
    public EmulatorConfig {
        projects = Map.copyOf(projects);
        if (bodies == BodyKeeping.FORGET && upstream != null) {
            throw new UserException("an emulator that forgets bodies cannot give the answers of " + upstream
                    + ": it would drop them. Leave out one of the two");
        }
    }

    /** A free port, the system's clock, as fast as possible, any key, the documented limits, built-in answers. */
    public static EmulatorConfig at(Path dataDirectory) {
        return new EmulatorConfig(
                0,
                dataDirectory,
                Clock.systemUTC(),
                0,
                Pace.AT_ONCE,
                Map.of(),
                Limits.DOCUMENTED,
                ServedEndpoints.DOCUMENTED,
                BodyKeeping.KEEP,
                null,
                16,
                World.DOCUMENTED,
                Dialect.OPENAI);
    }

    public EmulatorConfig withPort(int value) {
        return new EmulatorConfig(
                value,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                limits,
                endpoints,
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withClock(Clock value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                value,
                seed,
                pace,
                projects,
                limits,
                endpoints,
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withSeed(long value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                value,
                pace,
                projects,
                limits,
                endpoints,
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withPace(Pace value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                value,
                projects,
                limits,
                endpoints,
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withProjects(Map<String, String> value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                value,
                limits,
                endpoints,
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withLimits(Limits value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                value,
                endpoints,
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withEndpoints(ServedEndpoints value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                limits,
                value,
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withBodies(BodyKeeping value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                limits,
                endpoints,
                value,
                upstream,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withUpstream(@Nullable URI value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                limits,
                endpoints,
                bodies,
                value,
                upstreamConcurrency,
                world,
                dialect);
    }

    public EmulatorConfig withUpstreamConcurrency(int value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                limits,
                endpoints,
                bodies,
                upstream,
                value,
                world,
                dialect);
    }

    public EmulatorConfig withWorld(World value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                limits,
                endpoints,
                bodies,
                upstream,
                upstreamConcurrency,
                value,
                dialect);
    }

    /** Takes limits and endpoints of the dialect as well; others can be set after that. */
    public EmulatorConfig withDialect(Dialect value) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                clock,
                seed,
                pace,
                projects,
                value.ways().limits(),
                value.ways().endpoints(),
                bodies,
                upstream,
                upstreamConcurrency,
                world,
                value);
    }
}
