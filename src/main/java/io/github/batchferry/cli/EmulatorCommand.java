package io.github.batchferry.cli;

import io.github.batchferry.UserException;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.dialect.Dialect;
import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Runs the emulator until the process is told to end. */
final class EmulatorCommand implements Command {
    private static final Map<String, Predicate<Freedom>> LISTS = Map.of(
            "list", freedom -> true, "list-healing", Freedom::heals, "list-lasting", freedom -> !freedom.heals());

    private final CommandSpec spec = Arguments.command(
                    "emulator",
                    "Runs a stand-in of the Files and Batches API on this machine, until Ctrl-C or SIGTERM. It keeps"
                            + " its state in a directory and goes on from there at the next start.")
            .addOption(Arguments.value("--port", "N")
                    .defaultValue("0")
                    .description("The port of 127.0.0.1. Default: 0, any free one.")
                    .build())
            .addOption(Arguments.value("--data", "DIR")
                    .description("Where all state is kept. Required to run it.")
                    .build())
            .addOption(Arguments.value("--upstream", "URL")
                    .description("An OpenAI-compatible server that answers the requests, such as"
                            + " http://127.0.0.1:11434/v1. Without it the answers are built in and made up.")
                    .build())
            .addOption(Arguments.value("--seed", "N")
                    .defaultValue("0")
                    .description("Seed of ids and of the order of result lines. Default: 0.")
                    .build())
            .addOption(Arguments.value("--world", "WORLD")
                    .description("What the server does beyond its documentation: a number draws some freedoms, names"
                            + " such as list=oldest-first,get=files-late choose them; 'list' prints all names,"
                            + " 'list-healing' those that pass, 'list-lasting' the others. Default: none.")
                    .build())
            .addOption(Arguments.value("--dialect", "NAME")
                    .defaultValue("openai")
                    .description("How the server speaks: as a provider such as azure or together does, or 'odd', as a"
                            + " gateway might that --seed draws, or with quirks such as status=upper,list=array;"
                            + " 'list' prints all names. Default: openai.")
                    .build());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult words, Host host) throws InterruptedException {
        String asked = Objects.requireNonNullElse(Arguments.find(words, "--world"), "");
        if (LISTS.containsKey(asked)) {
            World.ALL.stream()
                    .filter(LISTS.get(asked))
                    .forEach(freedom -> host.out().printf("%-32s %s%n", freedom.name(), freedom.says()));
            return ExitCode.OK;
        }
        String spoken = word(words, "--dialect");
        if (spoken.equals("list")) {
            Dialect.all().forEach(dialect -> host.out().println(line(dialect)));
            host.out().println(line(Dialect.named(Dialect.ODD, number(words, "--seed", Long.MAX_VALUE))));
            Dialect.quirksByName().forEach((name, says) -> host.out().printf("  %-26s %s%n", name, says));
            return ExitCode.OK;
        }
        String directory = Arguments.find(words, "--data");
        if (directory == null) {
            throw Arguments.wrong(words, "--data DIR is missing: the directory in which the emulator keeps its state");
        }
        World world = world(words, asked);
        Dialect dialect = dialect(words, spoken);
        Path data = host.directory().resolve(directory);
        @Nullable String upstream = Arguments.find(words, "--upstream");
        Emulator emulator = Emulator.start(EmulatorConfig.at(data)
                .withPort((int) number(words, "--port", 65_535))
                .withSeed(number(words, "--seed", Long.MAX_VALUE))
                .withWorld(world)
                .withDialect(dialect)
                .withUpstream(upstream == null ? null : url(words, upstream)));
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "emulator-close"));
        host.out().println("emulator listening on " + emulator.url());
        host.out().print(explanation(emulator.url(), data, upstream));
        if (!world.isDocumented()) {
            host.out().println("Its world, beyond what is documented: " + world.names());
        }
        if (!dialect.isPlain()) {
            host.out().println("It speaks as " + dialect + ": " + dialect.names());
        }
        host.out().flush();
        try {
            new CountDownLatch(1).await();
        } finally {
            emulator.close();
        }
        return ExitCode.OK;
    }

    private static World world(ParseResult words, String asked) {
        if (asked.isEmpty()) {
            return World.DOCUMENTED;
        }
        try {
            return asked.matches("\\d{1,18}") ? World.drawn(Long.parseLong(asked)) : World.named(asked);
        } catch (UserException e) {
            throw Arguments.wrong(words, e.getMessage());
        }
    }

    private static Dialect dialect(ParseResult words, String name) {
        try {
            return Dialect.named(name, number(words, "--seed", Long.MAX_VALUE));
        } catch (UserException e) {
            throw Arguments.wrong(words, e.getMessage());
        }
    }

    private static String line(Dialect dialect) {
        return "%-12s %s: %s".formatted(dialect.name(), dialect.speaker(), dialect.names());
    }

    private static String explanation(String url, Path data, @Nullable String upstream) {
        String answers = upstream == null
                ? "Its answers are made up by fixed rules, not by a model. Nothing leaves this machine or costs money."
                : "Its answers come from " + upstream + ".";
        return String.join(
                "\n",
                "This is Batchferry's own stand-in of the OpenAI Files and Batches API. " + answers,
                "  use it:    .option(\"baseUrl\", \"" + url + "\"), with any token: OPENAI_API_KEY=any",
                "  its sales: " + URI.create(url).resolve("/emulator/ledger?view=summary"),
                "  its state: " + data,
                "Ctrl-C ends it; the same command goes on where it ended.",
                "");
    }

    private static URI url(ParseResult words, String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw Arguments.wrong(
                words,
                "--upstream '" + text + "' is no address of a server: write it like" + " http://127.0.0.1:11434/v1");
    }

    private static long number(ParseResult words, String name, long most) {
        String text = word(words, name);
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw Arguments.wrong(words, name + " '" + text + "' is not a number from 0 to " + most);
    }

    private static String word(ParseResult words, String name) {
        return Objects.requireNonNull(words.commandSpec().findOption(name).getValue(), "required, or has a default");
    }
}
