package io.github.batchferry.emulator;

import java.io.IOException;
import java.nio.file.Path;

/** An emulator in a process of its own, which a test can kill. Prints its URL. */
final class EmulatorProcess {
    private EmulatorProcess() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(
                Emulator.start(EmulatorConfig.at(Path.of(arguments[0]))).url());
        System.in.read();
    }
}
