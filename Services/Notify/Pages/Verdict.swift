internal import Messages
internal import Progress

/// How a target stands, as a word, a colour and a shape: none of them is needed to tell the others.
/// Cards and calculations say it with the same word.
struct Verdict: Hashable, Sendable {
    /// Also the name of the style's class.
    enum Tone: String, CaseIterable, Sendable {
        case reached, good, fair, poor, missed, unknown
    }

    let tone: Tone
    let word: String

    init(_ entry: ProgressEntry, _ words: Words) {
        let category = entry.assessment.category
        tone = Self.tone(category)
        if category == .targetAchieved, entry.isProvisional {
            word = words.say("Provisionally reached", "Voorlopig bereikt")
        } else if category == .notAvailable, entry.series?.latest == nil {
            word = words.noFigure
        } else if entry.isJustShort {
            word = words.say("Nearly on track", "Vrijwel op koers")
        } else {
            word = words.category(category)
        }
    }

    static func tone(_ category: Category) -> Tone {
        switch category {
        case .targetAchieved: .reached
        case .substantialProgress, .significantProgress, .onTrack: .good
        case .moderateProgress, .limitedProgress, .slightlyOff, .noProgress: .fair
        case .deterioration, .moderateDeterioration, .significantDeterioration, .off: .poor
        case .missed: .missed
        case .notAvailable: .unknown
        }
    }

    /// The word behind its shape.
    var badge: HTML { "<span class=\"verdict \(tone.rawValue)\">\(tone.shape)\(word)</span>" }
}

extension Verdict.Tone {
    /// The shape, 16 by 16, for the eye only.
    var shape: HTML {
        let inside: HTML =
            switch self {
            case .reached:
                """
                <circle cx="8" cy="8" r="7.5"/>\
                <path class="cut" d="M4.5 8.2l2.4 2.5 4.6-5"/>
                """
            case .good: "<path d=\"M8 1l6.5 7H10v7H6V8H1.5z\"/>"
            case .fair: "<path d=\"M8 .8L15.2 8 8 15.2.8 8z\"/>"
            case .poor: "<path d=\"M8 15L1.5 8H6V1h4v7h4.5z\"/>"
            case .missed:
                """
                <rect x="1" y="1" width="14" height="14" rx="2"/>\
                <path class="cut" d="M5 5l6 6M11 5l-6 6"/>
                """
            case .unknown: "<circle class=\"ring\" cx=\"8\" cy=\"8\" r=\"6\"/>"
            }
        return """
            <svg class="shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" \
            focusable="false">\(inside)</svg>
            """
    }
}

extension ProgressEntry {
    /// Whether its category counts as on track, and yet the present pace comes after the deadline:
    /// the thresholds of the methods leave a little room.
    var isJustShort: Bool {
        guard Verdict.tone(assessment.category) == .good, let eta = assessment.eta,
            let deadline = target.target.goal?.deadline
        else { return false }
        guard case .period(let period) = eta else { return true }
        return period.end > deadline.end
    }

    /// Whether the latest figure is not final.
    var isProvisional: Bool {
        !(series?.latest?.figure.status.isDisjoint(with: .preliminary) ?? true)
    }

    /// What is to be reached, in the indicator's unit; nil where only a direction is stated, or the
    /// base of a relative target is not known yet.
    var goalValue: Double? {
        guard let goal = target.target.goal else { return nil }
        return Progress.goalValue(goal, on: assessment.baseline?.value)
    }
}
