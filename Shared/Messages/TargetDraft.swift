internal import JSON

/// The fields of a target's document as they are read.
struct TargetDraft {
    private var id: TargetID?
    private var indicator: IndicatorCode?
    /// Nil is `*`.
    private var area: Area?
    private var areas: [Area]?
    private var dimensions: Dimensions?
    private var value: Double?
    private var relative: Bool?
    private var direction: Direction?
    private var deadline: Period?
    private var baseline: Period?
    private var baselineValue: Double?
    private var method: Method?
    private var thresholds: Thresholds?
    private var limit: Double?
    private var tolerance: Double?
    private var acrossBreaks: Bool?
    private var requirement: Requirement?
    private var overrides: TargetID?
    private var partOf: TargetID?
    private var name: LocalizedText?
    private var source: String?

    init() {}

    mutating func read(
        _ field: Target.Name, from document: inout Document
    ) throws(JSONError) {
        switch field {
        case .id: id = try document.targetID()
        case .indicator:
            indicator = try document.indicatorCode()
        case .area:
            area =
                try document.parsed { text throws(ValidationError) -> Area? in
                    text == "*" ? nil : try Area(text)
                } ?? nil
        case .areas: areas = try document.areas()
        case .dimensions: dimensions = try document.dimensions()
        case .value: value = try document.number()
        case .relative: relative = try document.boolean()
        case .direction: direction = try document.choice(Direction.self, "a direction")
        case .deadline: deadline = try document.period()
        case .baseline: baseline = try document.period()
        case .baselineValue: baselineValue = try document.number()
        case .method: method = try document.choice(Method.self, "a method")
        case .thresholds: thresholds = try document.choice(Thresholds.self, "thresholds")
        case .limit: limit = try document.number()
        case .tolerance: tolerance = try document.number()
        case .acrossBreaks: acrossBreaks = try document.boolean()
        case .requirement: requirement = try document.choice(Requirement.self, "a requirement")
        case .overrides: overrides = try document.targetID()
        case .partOf: partOf = try document.targetID()
        case .name: name = try document.localized()
        case .source: source = try document.text("a source")
        }
    }

    /// Nil where a required field is absent, which was noted. Throws `invalid_target` and
    /// `invalid_target_id`.
    func target() throws(ValidationError) -> Target? {
        guard let id, let indicator, let direction else { return nil }
        guard id.indicator == indicator else {
            throw ValidationError(
                .invalidTargetID, "the id is not one of its indicator's", found: id.text,
                expected: "\(indicator.text), a dot, and a suffix without dots",
                suggestion: "\(indicator.text).\(id.suffix)")
        }
        return try Target(
            id: id, areas: try selection(), dimensions: dimensions ?? .none, goal: try goal(),
            direction: direction, baseline: baseline, baselineValue: baselineValue,
            method: method ?? defaultMethod, thresholds: thresholds ?? .canada, limit: limit,
            tolerance: tolerance ?? 0, acrossBreaks: acrossBreaks ?? false,
            requirement: requirement ?? .by, overrides: overrides, partOf: partOf,
            name: name ?? LocalizedText(), source: source)
    }

    /// Without a value only one method is defined.
    private var defaultMethod: Method { value == nil ? .cagr : .linear }

    private func selection() throws(ValidationError) -> AreaSelection {
        guard let area else { return .each(of: areas ?? []) }
        guard areas == nil else {
            throw ValidationError(
                .invalidTarget, "areas restrict a target for each area only", found: area.text,
                expected: "area \"*\", or no areas")
        }
        return .exactly(area)
    }

    private func goal() throws(ValidationError) -> Target.Goal? {
        switch (value, deadline) {
        case (let value?, let deadline?):
            return Target.Goal(value: value, relative: relative ?? false, deadline: deadline)
        case (nil, nil):
            guard relative != true else {
                throw ValidationError(
                    .invalidTarget, "a relative target has no value", expected: "a value")
            }
            return nil
        case (_?, nil):
            throw ValidationError(
                .invalidTarget, "the value has no deadline", expected: "a deadline")
        case (nil, _?):
            throw ValidationError(
                .invalidTarget, "the deadline has no value", expected: "a value")
        }
    }
}

extension Document {
    mutating func targetID() throws(JSONError) -> TargetID? {
        try parsed { text throws(ValidationError) in try TargetID(text) }
    }

    fileprivate mutating func areas() throws(JSONError) -> [Area]? {
        guard try begin(.array) else { return nil }
        var areas: [Area] = []
        while try nextElement() {
            let area = try parsed { text throws(ValidationError) in try Area(text) }
            if let area { areas.append(area) }
        }
        return areas
    }
}
