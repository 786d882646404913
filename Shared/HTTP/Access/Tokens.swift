internal import Crypto
internal import Glibc
internal import Synchronization

/// The tokens in force: the file's, read again when it changes.
public final class Tokens: Sendable {
    private struct State {
        var entries: [TokenEntry] = []
        var error: TokensError?
        var stamp: FileStamp?
        var nextLookSeconds = 0
    }
    private let file: TokensFile
    private let state = Mutex(State())

    public init(file: TokensFile) { self.file = file }

    /// Why the file cannot be read as it is now; the tokens read before hold meanwhile.
    public var error: TokensError? {
        state.withLock {
            refresh(&$0)
            return $0.error
        }
    }

    /// Whose token this is; nil when it is nobody's. Every hash is compared, in constant time.
    public func principal(ofToken text: String) -> Principal? {
        let hash = Token.hash(of: text)
        return state.withLock { state in
            refresh(&state)
            var found: Principal?
            for entry in state.entries where entry.hash == hash { found = entry.principal }
            return found
        }
    }

    /// Looks at the file at most once a second.
    private func refresh(_ state: inout State) {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
        guard now.tv_sec >= state.nextLookSeconds else { return }
        state.nextLookSeconds = now.tv_sec + 1
        let stamp = FileStamp(file.path)
        guard stamp != state.stamp else { return }
        state.stamp = stamp
        do throws(TokensError) {
            state.entries = try file.entries()
            state.error = nil
        } catch {
            state.error = error
        }
    }
}
