internal import Glibc
internal import Settings

/// Only starts: everything is `run`, which tests call too.
@main enum Main {
    static func main() {
        Signals.unblock()
        exit(run(CommandLine.arguments.dropFirst(), Environment.current(), .standard()))
    }
}
