import JSON
import Log
import Messages
import Support

/// What a partition's updates have brought onto the log, as bytes that can be compared.
struct Said: Equatable {
    var outcomes: [[UInt8]] = []
    var answers: [[UInt8]] = []
    var rejects: [[UInt8]] = []

    private var lists: [(name: String, values: [[UInt8]])] {
        [("outcome", outcomes), ("answer", answers), ("reject", rejects)]
    }

    init() {}

    init(_ reference: Reference) { addNew(of: reference) }

    /// Adds what `reference` says beyond what is here already.
    mutating func addNew(of reference: Reference) {
        for event in reference.outcomes.dropFirst(outcomes.count) {
            outcomes.append(Self.bytes { event.encode(into: &$0) })
        }
        answers += reference.answers.dropFirst(answers.count).map(Self.withoutWording)
        rejects += reference.rejects.dropFirst(rejects.count).map { reject in
            Self.withoutWording(
                Reject(
                    id: reject.id, time: reject.time, submission: reject.submission,
                    errors: reject.codes.map { ValidationError($0, "") }))
        }
    }

    /// Adds a record of `topic`. How errors are worded is the product's own and left out.
    mutating func add(_ value: Span<UInt8>, on topic: Topic) {
        switch topic {
        case .outcomes: outcomes.append(value.copied)
        case .catalogue:
            answers.append(Self.withoutWording(known(try CatalogueAnswer(decoding: value))))
        default: rejects.append(Self.withoutWording(known(try Reject(decoding: value))))
        }
    }

    private static func withoutWording(_ answer: CatalogueAnswer) -> [UInt8] {
        var answer = answer
        if case .refused(let errors) = answer.result {
            answer.result = .refused(withoutWording(errors))
        }
        return bytes { answer.encode(into: &$0) }
    }

    private static func withoutWording(_ reject: Reject) -> [UInt8] {
        var reject = reject
        reject.errors = withoutWording(reject.errors)
        return bytes { reject.encode(into: &$0) }
    }

    /// Each code once: how often a rule is broken is wording too.
    private static func withoutWording(_ errors: [ValidationError]) -> [ValidationError] {
        Set(errors.map(\.code)).sorted { $0.rawValue < $1.rawValue }.map {
            ValidationError($0, "")
        }
    }

    private static func bytes(_ encode: (inout Writer) -> Void) -> [UInt8] {
        var writer = Writer()
        encode(&writer)
        return writer.take()
    }
}

extension Said {
    /// The first record in which they differ, as texts one under the other; nil: in none.
    func difference(from expected: Said) -> String? {
        for (ours, theirs) in zip(lists, expected.lists) where ours.values != theirs.values {
            for index in 0..<max(ours.values.count, theirs.values.count) {
                let one = Self.text(ours.values, index)
                let other = Self.text(theirs.values, index)
                let name = ours.name
                if one != other { return "\(name) \(index)\n  \(one)\nexpected\n  \(other)" }
            }
        }
        return nil
    }

    private static func text(_ values: [[UInt8]], _ index: Int) -> String {
        index < values.count ? String(decoding: values[index], as: UTF8.self) : "nothing"
    }
}
