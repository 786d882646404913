internal import JSON

/// The fields of an assessment as they are read; in `series.updated` the target's version stands
/// among them.
struct AssessmentDraft {
    private enum Name: String, CaseIterable {
        case version, method, category, reason, ratio, rate, score, deviation, k, baseline
        case projection, eta, gap, requiredPace, requiredRate, acrossBreak
    }

    private(set) var version: Int?
    /// Nil where it is no good, which is noted.
    private(set) var assessment: Assessment?

    init?(from document: inout Document, versioned: Bool) throws(JSONError) {
        let required: [Name] = versioned ? [.version, .method, .category] : [.method, .category]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var method: Method?
        var category: Category?
        // Stands in until both are read.
        var read = Assessment(method: .linear, category: .notAvailable)
        while let field = try document.next(&fields) {
            switch field {
            case .version: version = try document.integer(from: 1)
            case .method: method = try document.choice(Method.self, "a method")
            case .category: category = try document.choice(Category.self, "a category")
            case .reason: read.reason = try document.choice(Reason.self, "a reason")
            case .ratio: read.ratio = try document.number()
            case .rate: read.rate = try document.number()
            case .score: read.score = try document.number()
            case .deviation: read.deviation = try document.number()
            case .k: read.k = try document.number()
            case .baseline: read.baseline = try PeriodValue(from: &document)
            case .projection: read.projection = try document.number()
            case .eta: read.eta = try document.eta()
            case .gap: read.gap = try document.number()
            case .requiredPace: read.requiredPace = try document.number()
            case .requiredRate: read.requiredRate = try document.number()
            case .acrossBreak: read.acrossBreak = try document.boolean() ?? false
            }
        }
        guard let method, let category else { return }
        read.method = method
        read.category = category
        assessment = read
    }
}

extension Assessment {
    init?(from document: inout Document) throws(JSONError) {
        guard let read = try AssessmentDraft(from: &document, versioned: false)?.assessment else {
            return nil
        }
        self = read
    }
}

extension Document {
    fileprivate mutating func eta() throws(JSONError) -> ETA? {
        try parsed { text throws(ValidationError) in
            text == "never" ? .never : .period(try Period(text))
        }
    }
}
