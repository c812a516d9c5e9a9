package io.github.batchferry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No test waits for ever: a test has its time, and it waits in no way that the end of its time does not end. */
@AnalyzeClasses(packages = "io.github.batchferry", importOptions = ImportOption.OnlyIncludeTests.class)
class BoundedWaitsTest {
    private static final String US = "io.github.batchferry.";

    @ArchTest
    static final ArchRule aProcessThatATestStartsDoesNotOutliveTheTest = noClasses()
            .that()
            .resideOutsideOfPackages(US + "child..", US + "bench..")
            .should()
            .callMethod(ProcessBuilder.class, "start");

    @ArchTest
    static final ArchRule aFutureIsAwaitedSoThatAnInterruptEndsIt =
            noClasses().should().callMethod(CompletableFuture.class, "join");

    @RegisterExtension
    static final BeforeAllCallback LOOK =
            context -> limit = context.getConfigurationParameter("junit.jupiter.execution.timeout.default")
                    .orElse("none");

    private static String limit = "not asked";

    @Test
    void aTestHasItsTime() {
        assertThat(limit).isEqualTo("5 m");
    }
}
