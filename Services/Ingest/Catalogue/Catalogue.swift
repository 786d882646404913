internal import Messages

/// The definitions in force, as `catalogue` told them so far.
struct Catalogue: Sendable {
    private(set) var indicators: [IndicatorCode: Indicator] = [:]
    private(set) var targets: [TargetID: VersionedTarget] = [:]

    /// Takes over what is in force after an answer; false where nothing was before it.
    mutating func fold(_ subject: CatalogueAnswer.Subject) -> Bool {
        switch subject {
        case .indicator(let code, let indicator):
            defer { indicators[code] = indicator }
            return indicators[code] != nil
        case .target(let id, let target):
            defer { targets[id] = target }
            return targets[id] != nil
        }
    }

    var sortedIndicators: [Indicator] { indicators.values.sorted { $0.code < $1.code } }

    var sortedTargets: [VersionedTarget] { targets.values.sorted { $0.target.id < $1.target.id } }

    /// `unknown_indicator`, with the code that was probably meant.
    func unknownIndicator(_ code: IndicatorCode) -> ValidationError {
        .unknownIndicator(code, among: indicators.keys.map(\.text).sorted())
    }
}
