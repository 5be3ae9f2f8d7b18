package dev.phasewright;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;

/** Who may know whom: the modules' one direction, and the one place of each library. */
@AnalyzeClasses(packages = "dev.phasewright", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] LIBRARIES = {
        "dev.phasewright.audio..", "dev.phasewright.spectrogram..", "dev.phasewright.vocoder.."
    };

    @ArchTest
    static final LayeredArchitecture MODULES_KNOW_ONLY_THOSE_BELOW = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("audio")
            .definedBy("dev.phasewright.audio..")
            .layer("spectrogram")
            .definedBy("dev.phasewright.spectrogram..")
            .layer("vocoder")
            .definedBy("dev.phasewright.vocoder..")
            .layer("samples")
            .definedBy("dev.phasewright.cli..", "dev.phasewright.corpus..")
            .whereLayer("samples")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("vocoder")
            .mayOnlyBeAccessedByLayers("samples")
            .whereLayer("spectrogram")
            .mayOnlyBeAccessedByLayers("vocoder", "samples")
            .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.phasewright.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule LEARNING_KNOWS_NOTHING_OF_WHAT_IS_LEARNED = noClasses()
            .that()
            .resideInAPackage("dev.phasewright.spectrogram.learn..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.phasewright.spectrogram.diffusion..", "dev.phasewright.spectrogram.judge..");

    @ArchTest
    static final ArchRule TARSOS_DSP_IS_SEEN_IN_AUDIO_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.phasewright.audio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("be.tarsos..");

    @ArchTest
    static final ArchRule JTRANSFORMS_IS_SEEN_IN_STFT_ONLY = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.phasewright.spectrogram.Stft")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jtransforms..", "pl.edu.icm..");

    @ArchTest
    static final ArchRule AUDIO_KNOWS_NOTHING_OF_DJL = noClasses()
            .that()
            .resideInAPackage("dev.phasewright.audio..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule LIBRARIES_DO_NOT_PRINT =
            noClasses().that().resideInAnyPackage(LIBRARIES).should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule NOBODY_LOGS = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
