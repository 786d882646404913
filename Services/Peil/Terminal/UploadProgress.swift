internal import Synchronization

/// How much of a file is sent, as a bar beside the output.
final class UploadProgress: Sendable {
    private let name: String
    private let byteCount: Int
    private let console: Console
    /// The last share that was shown, in hundredths.
    private let shown = Mutex(-1)

    /// Files that are sent in no time show nothing.
    private static let leastBytes = 1 << 20
    private static let columns = 30

    init(_ upload: Upload, _ console: Console) {
        name = upload.path == "-" ? "figures" : upload.path
        byteCount = upload.byteCount
        self.console = console
    }

    func show(_ sentBytes: Int) {
        guard byteCount >= Self.leastBytes else { return }
        let hundredths = sentBytes * 100 / byteCount
        let isNew = shown.withLock { shown in
            defer { shown = hundredths }
            return shown != hundredths
        }
        guard isNew else { return }
        let bar = Bar.drawn(
            value: Double(sentBytes), target: Double(byteCount), isPercentage: false,
            columns: Self.columns)
        let state = sentBytes == byteCount ? "sent, being checked" : "\(hundredths) %"
        console.overwrite("\(name) \(bar) \(state)")
    }
}
