package io.github.batchferry.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command. Its words are declared in code: picocli's annotations would be read by reflection at each start. */
interface Command {
    CommandSpec spec();

    /** Does the work; the exit code. */
    int run(ParseResult words, Host host) throws IOException, InterruptedException;
}
