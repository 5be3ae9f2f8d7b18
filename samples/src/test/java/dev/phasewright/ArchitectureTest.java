package dev.phasewright;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code .github/ARCHITECTURE.md} says of who may know whom, and how large a room or a class may be. */
class ArchitectureTest {
    private static final String ROOT = "dev.phasewright";

    private static final List<String> AUDIO_CORE =
            List.of("api", "audio.file", "audio.stream", "audio.format", "audio");

    private static final List<String> SPECTROGRAM = List.of(
            "random",
            "spectrogram",
            "spectrogram.image",
            "nn",
            "model",
            "data",
            "data.augment",
            "train",
            "theory.spectrum",
            "diffusion",
            "diffusion.harmonic",
            "diffusion.model",
            "diffusion.train",
            "diffusion.distill",
            "diffusion.edit",
            "diffusion.separate",
            "autoregressive",
            "theory.causality",
            "theory.machine",
            "judge",
            "judge.texture",
            "judge.twosample");

    private static final List<String> VOCODER = List.of(
            "vocoder.metric",
            "vocoder.phase",
            "vocoder.mel",
            "vocoder",
            "vocoder.network",
            "vocoder.train",
            "vocoder.vocos",
            "vocoder.copy",
            "vocoder.lab",
            "vocoder.study",
            "",
            "midi");

    private static final List<String> SAMPLES = List.of(
            "progress",
            "kit",
            "corpus",
            "corpus.drums",
            "corpus.people",
            "tune",
            "beat",
            "bench",
            "evaluation",
            "evaluation.chart",
            "evaluation.sound",
            "evaluation.stroke",
            "evaluation.generator",
            "evaluation.training",
            "evaluation.voice",
            "evaluation.vocoder",
            "evaluation.separation",
            "evaluation.theory",
            "evaluation.memory",
            "evaluation.sliver",
            "evaluation.transfer",
            "provenance",
            "collection",
            "web",
            "demo",
            "serve",
            "cli.console",
            "cli.corpus",
            "cli.make",
            "cli.vocode",
            "cli.phase",
            "cli.train",
            "cli.evaluate",
            "cli.study",
            "cli");

    /** Every package: it sees only those before it. */
    private static final List<String> ORDER = Stream.of(AUDIO_CORE, SPECTROGRAM, VOCODER, SAMPLES)
            .flatMap(List::stream)
            .toList();

    private static final String[] LIBRARIES = Stream.of(AUDIO_CORE, SPECTROGRAM, VOCODER)
            .flatMap(List::stream)
            .map(ArchitectureTest::named)
            .toArray(String[]::new);

    /** The packages of the libraries that others may build upon. */
    private static final Set<String> API = Set.of(
            "api",
            "audio.stream",
            "audio.format",
            "audio",
            "spectrogram",
            "diffusion",
            "vocoder.metric",
            "vocoder.phase",
            "vocoder",
            "vocoder.lab",
            "");

    private static final String DESCRIPTION = "package-info.java";

    private static final int MOST_LINES = 300;
    private static final int MOST_ARGUMENTS = 6;

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        String tests = ArchitectureTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        all = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains(tests))
                .importPackages(ROOT);
        for (String module : new String[] {"audio.Audio", "spectrogram.Stft", "vocoder.Vocoder", "cli.Main"}) {
            assertTrue(all.contain(named(module)), "all modules are seen, and so " + module);
        }
    }

    private static String named(String room) {
        return room.isEmpty() ? ROOT : ROOT + "." + room;
    }

    private static String room(JavaClass type) {
        return type.getPackageName().equals(ROOT) ? "" : type.getPackageName().substring(ROOT.length() + 1);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    /** The file that a class stands in, by the name of its outermost class. */
    private static JavaClass file(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::file).orElse(type);
    }

    /** What a class sees of ours, in other files. */
    private static Stream<JavaClass> seen(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(target -> isOurs(target) && all.contain(target.getName()))
                .filter(target -> !file(target).equals(file(type)));
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertEquals(
                new TreeSet<>(ORDER),
                all.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** And so there is no circle between packages, and no module knows one above it. */
    @Test
    void packagesSeeOnlyThoseBefore() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : all) {
            seen(type)
                    .filter(target -> ORDER.indexOf(room(target)) > ORDER.indexOf(room(type)))
                    .forEach(target -> wrong.add(
                            file(type).getName() + " sees " + file(target).getName()));
        }
        assertNothing(wrong);
    }

    @Test
    void filesFormNoCircleButASealedTypeAndItsCases() throws ClassNotFoundException {
        Map<String, Set<String>> graph = new TreeMap<>();
        for (JavaClass type : all) {
            Set<String> targets = graph.computeIfAbsent(file(type).getName(), name -> new TreeSet<>());
            Set<String> cases = cases(type);
            seen(type)
                    .map(target -> file(target).getName())
                    .filter(target -> !cases.contains(target))
                    .forEach(targets::add);
        }
        assertNothing(Circles.of(graph).stream()
                .map(circle -> String.join(" ↔ ", circle))
                .toList());
    }

    /** The other files that a sealed type names as its cases. */
    private static Set<String> cases(JavaClass type) throws ClassNotFoundException {
        Class<?>[] permitted = loaded(type).getPermittedSubclasses();
        return permitted == null
                ? Set.of()
                : Arrays.stream(permitted).map(Class::getName).collect(Collectors.toSet());
    }

    private static Class<?> loaded(JavaClass type) throws ClassNotFoundException {
        return Class.forName(type.getName(), false, ArchitectureTest.class.getClassLoader());
    }

    @Test
    void constructorsTakeSixArgumentsAtMostUnlessOfARecordOrWhatReadsOne() throws ClassNotFoundException {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass type : all) {
            if (type.isRecord() || type.isAnonymousClass()) {
                continue;
            }
            for (Constructor<?> constructor : loaded(type).getDeclaredConstructors()) {
                long arguments = Arrays.stream(constructor.getParameters())
                        .filter(parameter -> !isOfTheCompiler(parameter))
                        .count();
                boolean reads = constructor.isAnnotationPresent(JsonCreator.class);
                if (!constructor.isSynthetic() && !reads && arguments > MOST_ARGUMENTS) {
                    wrong.add(type.getName() + " takes " + arguments);
                }
            }
        }
        assertNothing(wrong);
    }

    private static boolean isOfTheCompiler(Parameter parameter) {
        return parameter.isImplicit() || parameter.isSynthetic();
    }

    @Test
    void filesAreNoLongerThanOneReadsAtASitting() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources("")) {
            long lines = Files.readString(file).lines().count();
            if (lines > MOST_LINES) {
                wrong.add(file.getFileName() + " has " + lines + " lines");
            }
        }
        assertNothing(wrong);
    }

    @Test
    void roomsAreNoLargerThanOneOverlooks() throws IOException {
        assertAtMost(25, "cli", sourcesIn("cli"));
        // 65 before drums (their knobs, how recordings are heard, kits, and where clips go), separate, three files of
        // studies and the corpora of recordings.
        assertAtMost(74, "cli and its sub-packages", sources("cli"));
        assertAtMost(12, "vocoder", sourcesIn("vocoder"));
        for (String room : ORDER) {
            if (room.startsWith("evaluation")) {
                assertAtMost(15, room, sourcesIn(room));
            }
        }
    }

    private static void assertAtMost(int most, String where, List<Path> files) {
        if (files.size() > most) {
            assertNothing(List.of(where + " has " + files.size() + " files, and " + most + " are enough"));
        }
    }

    /** The main sources below a package, of all modules; a package's description is none. */
    private static List<Path> sources(String room) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders(room)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                tree.filter(file -> file.toString().endsWith(".java") && !file.endsWith(DESCRIPTION))
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** The main sources of one package alone. */
    private static List<Path> sourcesIn(String room) throws IOException {
        List<Path> folders = folders(room);
        return sources(room).stream()
                .filter(file -> folders.contains(file.getParent()))
                .toList();
    }

    private static List<Path> folders(String room) {
        return Stream.of("audio-core", "spectrogram", "vocoder", "samples")
                .map(module ->
                        Path.of("..", module, "src/main/java", named(room).replace('.', '/')))
                .filter(Files::isDirectory)
                .toList();
    }

    @Test
    void everyPackageTellsItsIdea() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String room : ORDER) {
            boolean told = false;
            for (Path folder : folders(room)) {
                Path description = folder.resolve(DESCRIPTION);
                told |= Files.exists(description)
                        && Files.readString(description).startsWith("/**");
            }
            if (!told) {
                wrong.add(named(room) + " has no " + DESCRIPTION);
            }
        }
        assertNothing(wrong);
    }

    @Test
    void librariesSayWhatMayChangeAndWhatMayBeNull() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String room : ORDER.subList(0, LIBRARIES.length)) {
            String told = "";
            for (Path folder : folders(room)) {
                Path description = folder.resolve(DESCRIPTION);
                told += Files.exists(description) ? Files.readString(description) : "";
            }
            if (told.contains("\n@Incubating\n") == API.contains(room)) {
                wrong.add(named(room) + " is API or incubating, one of the two");
            }
            if (!told.contains("\n@NullMarked\n")) {
                wrong.add(named(room) + " does not say what may be null");
            }
        }
        assertNothing(wrong);
    }

    @Test
    void onlyTheCommandLineKnowsPicocli() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.phasewright.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(all);
    }

    @Test
    void nobodyAsksTheLauncher() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.phasewright.cli.Main")
                .and()
                .haveNameNotMatching("dev\\.phasewright\\.cli\\.Main\\$.*")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.phasewright.cli.Main")
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
                .doNotHaveFullyQualifiedName("dev.phasewright.bench.BareTransforms")
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
                .resideInAnyPackage(LIBRARIES)
                .should(ACCESS_STANDARD_STREAMS)
                .check(all);
    }

    @Test
    void nobodyLogs() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(all);
    }

    private static void assertNothing(Collection<String> wrong) {
        assertEquals("", String.join("\n", wrong));
    }
}
