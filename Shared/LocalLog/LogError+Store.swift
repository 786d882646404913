internal import Log
internal import Store

extension LogError {
    /// What an error of the open file means for the log.
    init(_ error: StoreError) {
        switch error {
        case .diskFull: self = .diskFull
        case .busy, .corrupt, .unreadable: self = .unusable(error.description)
        case .failed: self = .unavailable(error.description)
        }
    }
}
