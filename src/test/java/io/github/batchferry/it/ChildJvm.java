package io.github.batchferry.it;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with the class path of this leg and with what Spark asks of Java 17. */
final class ChildJvm {
    private ChildJvm() {}

    static ProcessBuilder of(String mainClass, List<String> jvm, List<String> arguments) {
        return of(classPath(), mainClass, jvm, arguments);
    }

    static ProcessBuilder of(String classPath, String mainClass, List<String> jvm, List<String> arguments) {
        List<String> command = new ArrayList<>();
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

    /** Surefire hands the real class path over in its own property; {@code java.class.path} may be one manifest jar. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
