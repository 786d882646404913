/// Why a command did not do what was asked, and what the user does next.
enum Failure: Error, Hashable, Sendable {
    /// What was given is no good, or the service says no: exit status 1.
    case refused(String, advice: String)
    /// The same, where all has been said already.
    case told
    /// The command line or a setting is not understood: exit status 2.
    case usage(String, advice: String)
    /// Nobody answers there: exit status 69 (EX_UNAVAILABLE of sysexits.h).
    case unreachable(String, advice: String)

    var exitCode: Int32 {
        switch self {
        case .refused, .told: 1
        case .usage: 2
        case .unreachable: 69
        }
    }

    /// What is to be said; nil when it has been.
    var words: (message: String, advice: String)? {
        switch self {
        case .refused(let message, let advice), .usage(let message, let advice),
            .unreachable(let message, let advice):
            (message, advice)
        case .told: nil
        }
    }
}
