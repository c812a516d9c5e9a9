package io.github.batchferry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The dependency rule of the packages. What a rule forbids may not be there at all yet. */
@AnalyzeClasses(packages = "io.github.batchferry", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String US = "io.github.batchferry.";

    private static final DescribedPredicate<JavaClass> SPARK = resideInAnyPackage("org.apache.spark..");
    private static final DescribedPredicate<JavaClass> HADOOP = resideInAnyPackage("org.apache.hadoop..");
    private static final DescribedPredicate<JavaClass> SCALA = resideInAnyPackage("scala..");
    private static final DescribedPredicate<JavaClass> OKHTTP = resideInAnyPackage("okhttp3..", "okio..", "kotlin..");

    @ArchTest
    static final ArchRule theDomainKnowsNeitherItsHostNorItsWire = noClasses()
            .that()
            .resideInAnyPackage(
                    US + "secret..",
                    US + "provider..",
                    US + "request..",
                    US + "shard..",
                    US + "batch..",
                    US + "ledger..",
                    US + "job..",
                    US + "result..",
                    US + "join..",
                    US + "cost..",
                    US + "price..")
            .should()
            .dependOnClassesThat(SPARK.or(HADOOP).or(SCALA).or(OKHTTP))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule thePortNeedsNoOptions = noClasses()
            .that()
            .resideInAnyPackage(US + "batch..", US + "http..", US + "provider..", US + "secret..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(US + "option.."))
            .allowEmptyShould(true);

    /** Who answers is known before anything is asked, sealed or done. */
    @ArchTest
    static final ArchRule aProviderKnowsNobodyWhoAsksIt = noClasses()
            .that()
            .resideInAPackage(US + "provider..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    US + "batch..", US + "connect..", US + "http..", US + "job..", US + "ledger..", US + "option.."))
            .allowEmptyShould(true);

    /** What is true of a job is there before what is done about it. */
    @ArchTest
    static final ArchRule theLedgerKnowsNoVerb = noClasses()
            .that()
            .resideInAPackage(US + "ledger..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(US + "job..", US + "connect..", US + "http..", US + "option.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyHttpKnowsOkHttp = noClasses()
            .that()
            .resideOutsideOfPackage(US + "http..")
            .should()
            .dependOnClassesThat(OKHTTP)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheSparkFaceAndSubmitKnowSpark = noClasses()
            .that()
            .resideOutsideOfPackage(US + "spark..")
            .and()
            .haveNameNotMatching(".*\\.cli\\.Submit(\\$.*)?")
            .should()
            .dependOnClassesThat(SPARK)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheSparkFaceAndTheStoreKnowHadoop = noClasses()
            .that()
            .resideOutsideOfPackages(US + "spark..", US + "store..")
            .and()
            .haveNameNotMatching(".*\\.cli\\.Submit(\\$.*)?")
            .should()
            .dependOnClassesThat(HADOOP)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noPackageReachesItselfThroughAnother =
            slices().matching(US + "(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule noPartOfTheSparkFaceReachesItselfThroughAnother =
            slices().matching(US + "spark.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    /** Steps of a way stand beside each other, below the package that takes them. */
    @ArchTest
    static void aStepKnowsNotWhoTakesIt(JavaClasses classes) {
        for (String way : List.of("job", "result", "emulator", "spark.write")) {
            noClasses()
                    .that()
                    .resideInAPackage(US + way + ".*..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(US + way))
                    .check(classes);
            slices().matching(US + way + ".(*)..").should().beFreeOfCycles().check(classes);
        }
    }

    @ArchTest
    static final ArchRule aNameSaysWhatAClassDoes = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Manager|Helpers?)(\\$.*)?")
            .allowEmptyShould(true);

    /** A Scala {@code Seq} differs between 2.12 and 2.13; one door keeps the whole surface in sight. */
    @ArchTest
    static void scalaComesInThroughOneDoor(JavaClasses classes) {
        Set<String> doors = classes.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .anyMatch(SCALA))
                .map(type -> type.getName().replaceFirst("\\$.*", ""))
                .collect(toSet());
        assertThat(doors).hasSizeLessThanOrEqualTo(1).allMatch(name -> name.startsWith(US + "spark."));
    }
}
