import Foundation
import Glibc
import Support
import Testing
import Threading

/// The executable on a terminal of its own: a pseudo-terminal, whose other end is this one.
final class TerminalProgram: Sendable {
    private struct Shown {
        var text = ""
        var isOver = false
    }
    private let identifier: pid_t
    private let shown = Monitor(Shown())

    /// `environment` is all it has.
    init(_ arguments: [String], environment: [String: String] = [:], columns: UInt16) throws {
        let path = try builtExecutable("peil").path
        let terminal = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // The other end's number, which is let be opened.
        var (number, locked): (Int32, Int32) = (0, 0)
        var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        let isMade =
            unsafe terminal >= 0 && ioctl(terminal, Self.getNumber, &number) == 0
            && ioctl(terminal, Self.setLock, &locked) == 0
            && ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0
        try #require(isMade, "no terminal: error \(errno)")
        let name = "/dev/pts/\(number)"

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(
            &actions, STDIN_FILENO, name, O_RDWR | O_NOCTTY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        let words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        let variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var identifier: pid_t = 0
        // Held open until the program has it too: a terminal that nobody has reads as ended.
        let other = unsafe open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
        let code = unsafe posix_spawn(&identifier, path, &actions, nil, words, variables)
        close(other)
        try #require(code == 0, "the program could not be started: error \(code)")
        self.identifier = identifier
        gather(terminal)
    }

    /// Linux's `TIOCGPTN` and `TIOCSPTLCK` (asm-generic/ioctls.h), which Swift does not see.
    /// Not openpty, whose ends other children would inherit.
    private static let getNumber: UInt = 0x8004_5430
    private static let setLock: UInt = 0x4004_5431

    private func gather(_ terminal: Int32) {
        let shown = shown
        _ = Thread(name: "terminal") {
            var all: [UInt8] = []
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = unsafe read(terminal, &bytes, bytes.count)
                // At its end a pseudo-terminal fails with EIO.
                guard count > 0 else { break }
                all += bytes.prefix(count)
                let text = String(decoding: all, as: UTF8.self)
                shown.with { $0.text = text }
            }
            close(terminal)
            shown.with { $0.isOver = true }
        }
    }

    /// Waits until it has ended; its exit status, and all that the terminal was sent.
    func end() -> (status: Int32, shown: String) {
        var status: Int32 = 0
        while unsafe waitpid(identifier, &status, 0) < 0, errno == EINTR {}
        let text = shown.wait { $0.isOver ? $0.text : nil }
        return (status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f), text)
    }
}
