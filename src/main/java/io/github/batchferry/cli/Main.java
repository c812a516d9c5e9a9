package io.github.batchferry.cli;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.secret.Redactor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code java -jar batchferry.jar COMMAND …}: carries jobs on where neither their DataFrame nor Spark is at hand. */
public final class Main {
    static final String CALL = "java -jar batchferry.jar";
    private static final String DEBUG = "BATCHFERRY_DEBUG";
    private final List<Command> commands = List.of(
            new EmulatorCommand(),
            new StatusCommand(),
            new VerifyCommand(),
            new AdvanceCommand(),
            new AwaitCommand(),
            new CancelCommand(),
            new ResumeCommand(),
            new ResolveCommand(),
            new RecollectCommand(),
            new RetryCommand());

    private final Host host;

    Main(Host host) {
        this.host = host;
    }

    public static void main(String[] arguments) {
        System.exit(new Main(Host.ofThisProcess()).run(arguments));
    }

    int run(String... arguments) {
        CommandLine line = new CommandLine(spec());
        line.setOut(new PrintWriter(host.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(host.err(), true, StandardCharsets.UTF_8));
        line.setUsageHelpWidth(110);
        line.setExecutionStrategy(this::execute);
        line.setParameterExceptionHandler((e, words) -> misread(e));
        line.setExecutionExceptionHandler((e, command, words) -> failed(e));
        return line.execute(arguments);
    }

    private CommandSpec spec() {
        CommandSpec root = Arguments.command(CALL, "Carries on and looks into jobs of Batchferry, without Spark.");
        for (Command command : commands) {
            root.addSubcommand(command.spec().name(), command.spec());
        }
        root.usageMessage()
                .footer(
                        "",
                        "Exit codes: 0 ended, or done; 1 failed; 2 wrong words; 3 still running, call again;"
                                + " 4 needs a person (held in doubt, or a dry run), see 'status'.",
                        "JOB is the job directory: a path of this machine, or file:/path.");
        return root;
    }

    private int execute(ParseResult words) {
        Integer helped = CommandLine.executeHelpRequest(words);
        if (helped != null) {
            return helped;
        }
        if (!words.hasSubcommand()) {
            words.commandSpec().commandLine().usage(host.err());
            return ExitCode.USAGE;
        }
        ParseResult given = words.subcommand();
        for (Command command : commands) {
            if (command.spec().name().equals(given.commandSpec().name())) {
                return run(command, given);
            }
        }
        throw new IllegalStateException("no command " + given.commandSpec().name());
    }

    private int run(Command command, ParseResult given) {
        try {
            return command.run(given, host);
        } catch (ParameterException e) {
            return misread(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.RUNNING;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    private int misread(ParameterException e) {
        CommandLine line = e.getCommandLine();
        host.err()
                .println("error: "
                        + Redactor.redact(String.valueOf(e.getMessage()).replaceFirst("^Error: ", "")));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
        host.err().println("See: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private int failed(Exception e) {
        host.err().println("error: " + Redactor.redact(text(e)));
        if (host.environment().containsKey(DEBUG)) {
            e.printStackTrace(host.err());
        }
        return ExitCode.FAILED;
    }

    private static String text(Exception e) {
        @Nullable String message = e.getMessage();
        boolean ours = e instanceof UserException || e instanceof ExternalException;
        if (message != null && (ours || e instanceof UncheckedIOException)) {
            return message;
        }
        return e
                + (e instanceof IOException
                        ? ""
                        : ". This should not happen: set " + DEBUG + "=1, call again and report what is printed");
    }
}
