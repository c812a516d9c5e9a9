package io.github.batchferry.it;

import io.github.batchferry.child.ShortLived;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own with the class path of this leg and with what Spark asks of Java 17. It hears Ctrl-C where GNU's
 * {@code env} is there: a background job hands ignored signals down, and Java leaves a signal alone that it finds ignored.
 */
final class ChildJvm {
    private static final List<String> HEARING_CTRL_C = hearingCtrlC(List.of("env", "--default-signal=INT"));

    private ChildJvm() {}

    static ProcessBuilder of(String mainClass, List<String> jvm, List<String> arguments) {
        return of(classPath(), mainClass, jvm, arguments);
    }

    static ProcessBuilder of(String classPath, String mainClass, List<String> jvm, List<String> arguments) {
        List<String> command = new ArrayList<>(HEARING_CTRL_C);
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** The start of a command, or nothing where this machine does not know it. */
    private static List<String> hearingCtrlC(List<String> start) {
        List<String> trial = new ArrayList<>(start);
        trial.add("true");
        try {
            return ShortLived.start(new ProcessBuilder(trial)).waitFor() == 0 ? start : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Surefire hands the real class path over in its own property; {@code java.class.path} may be one manifest jar. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
