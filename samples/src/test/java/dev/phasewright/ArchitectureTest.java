package dev.phasewright;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom: the modules' one direction, and the one place of each library. */
class ArchitectureTest {
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.phasewright");
        for (String module : new String[] {"audio.Audio", "spectrogram.Stft", "vocoder.Vocoder", "cli.Main"}) {
            assertTrue(all.contain("dev.phasewright." + module), "all modules are seen, and so " + module);
        }
    }

    @Test
    void modulesKnowOnlyThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("audio")
                .definedBy("dev.phasewright.audio..")
                .layer("spectrogram")
                .definedBy("dev.phasewright.spectrogram..")
                .layer("vocoder")
                .definedBy("dev.phasewright.vocoder..")
                .layer("samples")
                .definedBy(
                        "dev.phasewright.cli..",
                        "dev.phasewright.corpus..",
                        "dev.phasewright.demo..",
                        "dev.phasewright.serve..",
                        "dev.phasewright.tune..")
                .whereLayer("samples")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("vocoder")
                .mayOnlyBeAccessedByLayers("samples")
                .whereLayer("spectrogram")
                .mayOnlyBeAccessedByLayers("vocoder", "samples")
                .ensureAllClassesAreContainedInArchitecture()
                .check(all);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.phasewright.(**)").should().beFreeOfCycles().check(all);
    }

    @Test
    void learningKnowsNothingOfWhatIsLearned() {
        noClasses()
                .that()
                .resideInAPackage("dev.phasewright.spectrogram.learn..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.phasewright.spectrogram.diffusion..", "dev.phasewright.spectrogram.judge..")
                .check(all);
    }

    @Test
    void tarsosDspIsSeenInAudioOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.phasewright.audio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("be.tarsos..")
                .check(all);
    }

    @Test
    void jTransformsIsSeenInOneClassAndItsYardstickOnly() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.phasewright.spectrogram.RealFft")
                .and()
                .doNotHaveFullyQualifiedName("dev.phasewright.cli.BareTransforms")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jtransforms..", "pl.edu.icm..")
                .check(all);
    }

    @Test
    void jettyIsSeenInTheServerOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.phasewright.serve..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(all);
    }

    @Test
    void audioKnowsNothingOfDjl() {
        noClasses()
                .that()
                .resideInAPackage("dev.phasewright.audio..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(all);
    }

    @Test
    void librariesDoNotPrint() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.phasewright.audio..", "dev.phasewright.spectrogram..", "dev.phasewright.vocoder..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(all);
    }

    @Test
    void nobodyLogs() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(all);
    }
}
