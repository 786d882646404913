internal import Founding
internal import Log

/// Why a service does not start.
enum Hindrance: Error {
    /// It passes by itself: tried again after a moment.
    case passing(String)
    /// A person must act.
    case lasting(Failure)

    init(_ error: LogError, of service: ServiceKind) {
        if error.passes {
            self = .passing("\(error)")
        } else {
            self = .lasting(.cannotStart(service, "\(error)"))
        }
    }

    init(_ error: FoundingError, of service: ServiceKind) {
        if case .log(let error) = error {
            self.init(error, of: service)
        } else {
            self = .lasting(.cannotStart(service, "\(error)"))
        }
    }

    /// What is said where nobody waits for it to pass.
    var failure: Failure {
        switch self {
        case .passing(let reason): .refused(reason, advice: "try again in a moment")
        case .lasting(let failure): failure
        }
    }
}

extension LogError {
    /// Whether it may be otherwise soon.
    var passes: Bool {
        switch self {
        case .unavailable, .full, .diskFull: true
        case .tooLarge, .outOfRange, .unusable, .closed: false
        }
    }
}

extension Failure {
    static func cannotStart(_ service: ServiceKind, _ reason: String) -> Failure {
        .refused(
            "\(service) cannot start: \(reason)",
            advice: "correct that and start again; nothing runs")
    }
}
