import Store

/// Which error it was, whatever its words.
enum Failure: Equatable {
    case busy, corrupt, diskFull, unreadable, failed

    /// Nil when `body` does not fail.
    init?(of body: () throws(StoreError) -> Void) {
        do {
            try body()
            return nil
        } catch {
            self =
                switch error {
                case .busy: .busy
                case .corrupt: .corrupt
                case .diskFull: .diskFull
                case .unreadable: .unreadable
                case .failed: .failed
                }
        }
    }
}
