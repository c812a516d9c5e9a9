package io.github.batchferry.emulator;

import io.github.batchferry.emulator.line.BodyKeeping;
import java.io.IOException;
import java.nio.file.Path;

/** An emulator in a process of its own, which a test can kill: {@code DIRECTORY [KEEP|FORGET]}. Prints its URL. */
final class EmulatorProcess {
    private EmulatorProcess() {}

    public static void main(String[] arguments) throws IOException {
        BodyKeeping bodies = arguments.length > 1 ? BodyKeeping.valueOf(arguments[1]) : BodyKeeping.KEEP;
        System.out.println(
                Emulator.start(EmulatorConfig.at(Path.of(arguments[0])).withBodies(bodies))
                        .url());
        System.in.read();
    }
}
