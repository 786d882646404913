import Foundation
import Glibc
import Support
import Synchronization

/// A process of the executable under test, and what it writes.
///
/// Not Foundation's: its children inherit what tells it that another child has ended.
struct ChildProcess: Sendable {
    let identifier: pid_t
    /// The ends of pipes to read from, to be closed by who reads.
    let output: Int32
    let errors: Int32

    /// One at a time, so that no other child inherits the ends of these pipes.
    private static let turn = Mutex(())

    /// `environment` is all it has; `input` is the file of its standard input.
    init(_ arguments: [String], environment: [String: String], input: String) throws {
        let path = try builtExecutable("peil").path
        self = try Self.turn.withLock { _ in
            try ChildProcess(path, arguments, environment, input)
        }
    }

    private init(
        _ path: String, _ arguments: [String], _ environment: [String: String], _ input: String
    ) throws {
        let (output, errors) = (try Self.pipe(), try Self.pipe())
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors.write, STDERR_FILENO)
        let words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        let variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var identifier: pid_t = 0
        let code = unsafe posix_spawn(&identifier, path, &actions, nil, words, variables)
        close(output.write)
        close(errors.write)
        guard code == 0 else { throw SpawnError(code: code) }
        (self.identifier, self.output, self.errors) = (identifier, output.read, errors.read)
    }

    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard unsafe Glibc.pipe(&ends) == 0 else { throw SpawnError(code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Waits until it has ended; its exit status, or 128 and the signal that ended it.
    func status() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    }

    struct SpawnError: Error {
        let code: Int32
    }
}
