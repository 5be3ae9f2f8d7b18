// Runs the application from an empty folder, with its libraries beside it and packed into one jar, on this Java and on
// others that are there.
def target = new File(basedir, 'target')
def natives = new File(target, 'dependency').listFiles().find { it.name.startsWith('pytorch-native-cpu') }
def separator = File.pathSeparator
def classPaths = [
    beside: [new File(target, 'app.jar'), new File(target, 'dependency/*')].join(separator),
    shaded: [new File(target, 'app-1-shaded.jar'), natives].join(separator),
]
def java = System.getProperty('java.home')
def others = new File('/usr/lib/jvm').listFiles()?.findAll { it.name =~ /^(temurin|java|jdk)-?2[0-9]/ && new File(it, 'bin/java').canExecute() } ?: []
def runs = [[java, 'beside'], [java, 'shaded']] + others.take(1).collect { [it.path, 'beside'] }
def sounds = runs.collect { home, packed ->
    def folder = new File(target, "empty-${new File(home).name}-${packed}")
    folder.mkdirs()
    def process = new ProcessBuilder("${home}/bin/java", '-cp', classPaths[packed], 'org.example.App')
        .directory(folder).redirectErrorStream(true)
    process.environment().remove('PHASEWRIGHT_MODELS')
    process.environment().put('OMP_NUM_THREADS', '1')
    def started = process.start()
    def said = started.inputStream.text
    assert started.waitFor() == 0 : "${home}, ${packed}: ${said}"
    def sound = new File(folder, 'seven.wav')
    // A second of 16-bit sound at 16 kHz.
    assert sound.length() > 30000 : "${home}, ${packed}: ${sound.length()} bytes; ${said}"
    sound.bytes
}
assert sounds.every { Arrays.equals(it, sounds[0]) } : 'the same seed gives the same sound'
return true
