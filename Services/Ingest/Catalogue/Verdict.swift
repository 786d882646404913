internal import Messages

/// What became of one definition.
struct Verdict: Sendable {
    enum Outcome: String, Sendable {
        case created, changed, unchanged, withdrawn, refused
    }

    let answer: CatalogueAnswer
    /// Whether it was defined before.
    let existed: Bool

    var outcome: Outcome {
        switch (answer.result, answer.subject) {
        case (.refused, _): .refused
        case (.unchanged, _): .unchanged
        case (.applied, .target(_, inForce: nil)): .withdrawn
        case (.applied, _): existed ? .changed : .created
        }
    }

    /// Why it was refused; empty where it was not.
    var errors: [ValidationError] {
        if case .refused(let errors) = answer.result { errors } else { [] }
    }
}
